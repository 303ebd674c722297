const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Ctrl-C in the terminal it was started from, a polite kill, the end of the session: all mean what a person who quits means. */
export function quitOnSignals(process: Pick<NodeJS.Process, 'on'>, quit: () => void): void {
  for (const signal of signals) process.on(signal, quit)
}
