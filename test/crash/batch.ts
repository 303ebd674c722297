import { Batch } from '#contract/batch'

const samples = 2
const rubric = JSON.stringify([{ type: 'rubric', rubric: 'It says something about {{n}}.' }])

/** Plain and streamed, with and without reasoning, one model that fails of itself. */
const shared = {
  samples,
  models: [
    { ref: 'simulator/steady', parameters: {} },
    { ref: 'simulator/swift', parameters: { stream: true } },
    { ref: 'simulator/flaky', parameters: {} },
    { ref: 'simulator/thinker', parameters: { stream: true } },
  ],
  parameters: { maxOutputTokens: 400 },
}
const rows = (prompts: number) => Array.from({ length: prompts }, (_, n) => ({ n }))

/** In turn: single answers, conversations, answers that are checked and some of them judged, and conversations that are checked. About as many calls each. */
export const crashBatches: readonly Batch[] = [
  { name: 'crash', prompt: 'Say something about the number {{n}}.', dataset: rows(15) },
  { name: 'crash in turns', prompt: 'Say something about the number {{n}}.', dataset: rows(5), turns: ['And {{n}} plus one?', 'Why?'] },
  {
    name: 'crash checked',
    prompt: 'Say something about the number {{n}}.',
    dataset: rows(12).map((row) => (row.n % 3 === 0 ? { ...row, __checks: rubric } : row)),
    checks: [
      { type: 'contains', value: 'e' },
      { type: 'regex', pattern: '[a-z]{9}', negate: true },
      { type: 'json-schema', schema: { type: 'object' }, name: 'shape' },
      { type: 'max-latency', ms: 60 },
    ],
    passWhen: 'any',
  },
  {
    name: 'crash in checked turns',
    prompt: 'Say something about the number {{n}}.',
    dataset: rows(5),
    turns: ['And then?', 'Why?'],
    checks: [{ type: 'max-cost', usd: '0.0001' }],
  },
].map((batch) => Batch.parse({ ...shared, ...batch }))

/** What a run of one of them comes to in the end. */
export interface Expected {
  readonly probes: number
  /** Answers of a probe that succeeded. */
  readonly answers: number
  readonly isChecked: boolean
}

export const expectedOf: ReadonlyMap<string, Expected> = new Map(
  crashBatches.map(({ name, dataset, models, turns = [], checks }) => [
    name,
    { probes: (dataset?.length ?? 0) * samples * models.length, answers: turns.length + 1, isChecked: checks.length > 0 },
  ]),
)
