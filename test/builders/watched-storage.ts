import type { Storage } from '#engine/storage'

/** The same storage, with a count of what it was asked and has not answered: a test in virtual time moves on when there is nothing left. */
export interface WatchedStorage {
  readonly storage: Storage
  /** Resolves when nothing is asked of storage, nor is about to be without time passing. */
  settled(): Promise<void>
  /** Whatever is asked by this name waits until it is let go. */
  hold(name: string): () => void
}

const watched: ReadonlySet<string | symbol> = new Set(['write', 'read', 'readApart', 'keep'])
const quietTurns = 3
/** What says nothing when it ends, a write that is kept or a call over a socket, is looked after so often. */
const lookMs = 1

/** `isQuietElsewhere`: nothing that storage does not see is under way, except what time alone will end. */
export function watch(target: Storage, isQuietElsewhere: () => boolean = () => true): WatchedStorage {
  let asked = 0
  let answered = Promise.withResolvers<void>()
  const held = new Map<unknown, Promise<void>>()
  const counted = (method: (...given: unknown[]) => Promise<unknown>) => {
    return async (...given: unknown[]): Promise<unknown> => {
      const hold = held.get(given[0])
      if (hold !== undefined) await hold
      asked += 1
      return await Reflect.apply(method, target, given).finally(() => {
        asked -= 1
        answered.resolve()
        answered = Promise.withResolvers()
      })
    }
  }
  const storage = new Proxy(target, {
    get: (_, name) => {
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      return watched.has(name) ? counted(value as (...given: unknown[]) => Promise<unknown>) : value.bind(target)
    },
  })
  return {
    storage,
    hold(name) {
      const { promise, resolve } = Promise.withResolvers<void>()
      held.set(name, promise)
      return () => {
        held.delete(name)
        resolve()
      }
    },
    async settled() {
      for (let quiet = 0; quiet < quietTurns; ) {
        await new Promise((resolve) => setImmediate(resolve))
        if (target.isFailing) await target.write('nothing', undefined).catch(() => undefined)
        const isQuiet = asked === target.kept && isQuietElsewhere()
        quiet = isQuiet ? quiet + 1 : 0
        // Turns without end would take from the storage threads the core that they answer on.
        if (!isQuiet) await soonest(answered.promise)
      }
    },
  }
}

/** When it is answered, or it is time to look again. */
async function soonest(answered: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, lookMs)
  await Promise.race([answered, promise])
  clearTimeout(timer)
}
