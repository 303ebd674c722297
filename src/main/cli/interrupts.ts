import type { Interrupts } from './command.ts'
import { exitCodes } from './exit-code.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Ctrl-C, a polite kill and a closed terminal, which all mean: stop. Whoever listened last hears it; when nobody does the process ends with 130.
 * The storage threads keep the database whole however the process ends.
 */
export function createInterrupts(target: Pick<NodeJS.Process, 'on' | 'exit'>): Interrupts {
  const listeners: (() => void)[] = []
  for (const signal of signals) {
    target.on(signal, () => {
      const listener = listeners.at(-1)
      if (listener === undefined) target.exit(exitCodes.interrupted)
      else listener()
    })
  }
  return {
    listen(listener) {
      listeners.push(listener)
      return () => void listeners.splice(listeners.indexOf(listener), 1)
    },
  }
}
