import { Batch } from '#contract/batch'

const prompts = 60
const samples = 2

/** Plain and streamed, with and without reasoning, one model that fails of itself. */
export const crashBatch = Batch.parse({
  name: 'crash',
  prompt: 'Say something about the number {{n}}.',
  dataset: Array.from({ length: prompts }, (_, n) => ({ n })),
  samples,
  models: [
    { ref: 'simulator/steady', parameters: {} },
    { ref: 'simulator/swift', parameters: { stream: true } },
    { ref: 'simulator/flaky', parameters: {} },
    { ref: 'simulator/thinker', parameters: { stream: true } },
  ],
  parameters: { maxOutputTokens: 400 },
})

/** Probes of one run. */
export const probesPerRun = prompts * samples * crashBatch.models.length
