import type { Expansion, ExpansionOrder } from '#contract/batches'
import type { Clock } from '#engine/ports'
import { Expanding, type ExpandingPorts } from './expanding.ts'
import { type AskingPorts, whomToAsk } from './whom-to-ask.ts'

export interface ExpansionPorts extends ExpandingPorts, AskingPorts {
  readonly clock: Clock
}

/** Between two states that are told. */
const everyMs = 200

/**
 * Rows as a model writes them: the latest state, at most five times a second, the last one with `isDone`. Whoever stops listening stops the asking.
 * MODEL_UNAVAILABLE, BUDGET_UNPRICED, BUDGET_EXCEEDED: before the first call.
 */
export async function* expand(ports: ExpansionPorts, order: ExpansionOrder, user: string, signal: AbortSignal): AsyncGenerator<Expansion> {
  const expanding = new Expanding(ports, order, whomToAsk(ports, order), user)
  const closing = new AbortController()
  const ended = AbortSignal.any([signal, closing.signal])
  const gone = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  const work = expanding.run(ended)
  try {
    for (;;) {
      const next = expanding.changes.next()
      const state = expanding.state()
      yield state
      if (state.isDone) return
      await Promise.race([next, gone])
      signal.throwIfAborted()
      if (!expanding.isDone) await Promise.race([ports.clock.sleep(everyMs, ended), work])
      signal.throwIfAborted()
    }
  } finally {
    closing.abort()
    await work
  }
}
