import { readFileSync } from 'node:fs'
import { LoopWatch } from '../test/processes/loop-watch.ts'
import { openEngine } from '../test/processes/open-engine.ts'
import { readOrder, say } from '../test/processes/say.ts'
import type { ImportsFigures, ImportsOrder } from './imports.ts'

/** A catalog imported in process, through the same client as every shell uses. Says `figures`. */
const { workspace, file, entries } = readOrder<ImportsOrder>()
const providers = 120

const { client, stop } = await openEngine({ workspace, simulatorUrl: 'http://127.0.0.1:9/v1' })
const text = file === null ? madeUp() : readFileSync(file, 'utf8')
const watch = new LoopWatch()
const preview = () => client.imports.preview({ name: 'a catalog', text, allProviders: true })
const [first, previewMs] = await timed(preview)
const [done, applyMs] = await timed(() => client.imports.apply({ id: first.id }))
const [, againMs] = await timed(preview)
const { change } = done
if (change === null) throw new Error('it changed nothing')
const [, undoMs] = await timed(() => client.audit.undo({ id: change }))
const { heldMaxMs } = watch.stop()
const figures: ImportsFigures = { entries: first.entries, models: done.models, previewMs, applyMs, againMs, undoMs, heldMs: heldMaxMs }
say({ figures })
await stop()

async function timed<Answer>(act: () => Promise<Answer>): Promise<readonly [Answer, number]> {
  const startedMs = performance.now()
  const answer = await act()
  return [answer, performance.now() - startedMs]
}

function madeUp(): string {
  const map = Array.from({ length: entries }, (_, at) => [
    `vendor-${at % providers}/model-${at}`,
    {
      ...{ litellm_provider: `vendor-${at % providers}`, mode: 'chat', supports_vision: at % 2 === 0, supports_function_calling: true },
      ...{ max_input_tokens: 128_000, max_output_tokens: 8192, max_tokens: 8192 },
      ...{ input_cost_per_token: 1e-7 * (1 + (at % 50)), output_cost_per_token: 4e-7 * (1 + (at % 50)) },
      ...{ cache_read_input_token_cost: 1e-8 * (1 + (at % 50)), input_cost_per_token_priority: 2e-7 * (1 + (at % 50)) },
    },
  ])
  return JSON.stringify(Object.fromEntries(map))
}
