/**
 * Loads a library and takes back the process's signals from it. `conf` and `electron-store` clean up behind a signal and then send it once more: a person
 * who says once that it is to end would have said it twice, which cuts off what is in flight.
 * https://github.com/fabiospampinato/when-exit
 */
export async function keepSignals<Library>(load: () => Promise<Library>): Promise<Library> {
  const before = new Set(signalListeners().map(({ listener }) => listener))
  const library = await load()
  for (const { signal, listener } of signalListeners()) {
    if (!before.has(listener) && isOnce(listener)) process.removeListener(signal, listener)
  }
  return library
}

function signalListeners() {
  const signals = process.eventNames().filter((name) => typeof name === 'string' && name.startsWith('SIG'))
  return signals.flatMap((signal) => process.rawListeners(signal).map((listener) => ({ signal, listener: listener as () => void })))
}

/** Whoever means to hear a signal while the app runs hears it each time. */
function isOnce(listener: () => void): boolean {
  return 'listener' in listener
}
