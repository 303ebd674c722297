import { ModelRef, type RunId } from '#contract/ids'
import type { Rule } from '../fakes/scripted-provider.ts'
import { untilChecked } from './checked.ts'
import { advanceToRest, type BatchFacts, batchOf, type EngineUnderTest, openEngine } from './engine.ts'
import { answered } from './outcomes.ts'

export const namingRubric = { type: 'rubric', rubric: 'It names {{capital}}.', name: 'names it' } as const

/** Two prompts of which one is answered as its rubric wants, where `namingRule` answers and judges. */
export const judgedBatch: BatchFacts = {
  prompt: 'The capital of {{country}}?',
  dataset: [
    { country: 'France', capital: 'Paris' },
    { country: 'Peru', capital: 'Lima' },
  ],
  checks: [namingRubric, { type: 'is-json', negate: true }],
}

/** Says Paris to everything; as a judge passes what names what the rubric wants. */
export const namingRule: Rule = ({ call }) => {
  if (call.parameters.output === undefined) return answered({ text: 'Paris' })
  const { rubric: wanted, answer } = JSON.parse(call.messages.at(-1)?.content ?? '')
  const pass = wanted === `It names ${answer}.`
  return answered({ text: JSON.stringify({ reason: `it says ${answer}`, score: pass ? 0.9 : 0.2, pass }) })
}

/** `alpha/one` answers, `beta/judge` judges; `beta` has `spare` besides, which `hasSpare` makes its default. */
export async function openJudging(rule: Rule = namingRule, { workspace, hasSpare = false }: JudgingFacts = {}): Promise<EngineUnderTest> {
  const providers = [{ key: 'alpha' }, { key: 'beta', models: [{ wireId: 'judge' }, { wireId: 'spare' }] }]
  const under = await openEngine({ providers, rule, ...(workspace !== undefined && { workspace }) })
  if (workspace !== undefined) return under
  const { revision } = (await under.client.settings.list()).items.find(({ key }) => key === 'judgeModel') ?? {}
  await under.client.settings.set({ key: 'judgeModel', value: 'beta/judge', revision: revision ?? 0 })
  if (hasSpare) {
    const ref = ModelRef.parse('beta/spare')
    await under.client.models.setDefault({ ref, revision: (await under.client.models.get({ ref })).revision })
  }
  return under
}

interface JudgingFacts {
  /** One that an engine left, with what was set there. */
  readonly workspace?: string
  readonly hasSpare?: boolean
}

/** A run that has ended, with all its verdicts. */
export async function judgedRun(under: EngineUnderTest, facts: BatchFacts = judgedBatch): Promise<RunId> {
  const run = await under.start(batchOf(facts))
  await advanceToRest(under, run)
  await untilChecked(under, run)
  return run
}
