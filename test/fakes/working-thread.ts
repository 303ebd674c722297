import { parentPort, threadId } from 'node:worker_threads'
import { AppError } from '#engine/failure'
import { answerWork } from '#engine/threads'

const heard: string[] = []

/** Work as a test wants it. */
export const work = {
  whoAmI: (_: undefined) => threadId,
  hear: async (word: string) => {
    await Promise.resolve()
    heard.push(word)
    return [...heard]
  },
  refuse: (name: string) => {
    throw new AppError({ code: 'NOT_FOUND', what: 'import', name })
  },
  break: (text: string) => {
    throw new TypeError(text)
  },
  /** For ever. */
  spin: (_: undefined): never => {
    for (;;) heard.length = 0
  },
  /** As a bug outside of any work. */
  die: (text: string) => {
    setImmediate(() => {
      throw new Error(text)
    })
    return new Promise<never>(() => undefined)
  },
}

answerWork(parentPort, work)
