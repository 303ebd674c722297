import { createContext, Script } from 'node:vm'

/** How long one expression or schema may take, in milliseconds. */
export const patternLimitMs = 100

/** Runs what may never come to an end; undefined: it took longer than its limit and was cut off in the middle. */
export type WithinTime = <Value>(run: () => Value) => { readonly value: Value } | undefined

/**
 * A limit that really interrupts: V8 stops whatever runs within `vm`, an expression in the middle of its search, too. The thread is held as long as it runs.
 * What was cut off is tried once more: on a machine that is busy the time may have gone by without it. What it throws passes through.
 */
export function createTimeLimit(limitMs: number = patternLimitMs): WithinTime {
  const context = createContext(Object.create(null))
  const script = new Script('run()')
  const once: WithinTime = <Value>(run: () => Value) => {
    context['run'] = run
    try {
      return { value: script.runInContext(context, { timeout: limitMs }) as Value }
    } catch (error) {
      if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined
      throw error
    } finally {
      context['run'] = undefined
    }
  }
  return (run) => once(run) ?? once(run)
}
