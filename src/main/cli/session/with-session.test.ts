import { createORPCClient } from '@orpc/client'
import { describe, expect, it } from 'vitest'
import { systemClock } from '#adapters'
import type { AssayClient } from '#attach'
import { InterruptedError, RefusedError } from '../errors.ts'
import { paintFor } from '../format/paint.ts'
import type { Session } from './session.ts'
import { readInSession, type SessionContext, withSession } from './with-session.ts'

/** Attached sessions, one after another; `said` is what was done to them. */
class Sessions {
  readonly said: string[] = []
  readonly #broken: readonly boolean[]
  #interrupt: () => void = () => undefined
  #opened = 0

  constructor(...broken: readonly boolean[]) {
    this.#broken = broken
  }

  interrupt(): void {
    this.#interrupt()
  }

  get context(): SessionContext {
    const nothing = () => undefined
    return {
      clock: systemClock,
      terminal: {
        ...{
          out: nothing,
          err: nothing,
          live: nothing,
          screen: nothing,
          ask: async () => '',
          askSecret: async () => '',
          isLive: false,
          canAsk: false,
          isTerminal: false,
          columns: 80,
          liveColumns: 80,
        },
        paint: paintFor(false),
      },
      interrupts: {
        listen: (listener) => {
          this.#interrupt = listener
          return nothing
        },
      },
      openSession: async () => this.#open(),
    }
  }

  #open(): Session {
    const isBroken = this.#broken[this.#opened++] ?? false
    this.said.push('open')
    const say = (word: string) => async () => void this.said.push(word)
    return {
      client: createORPCClient<AssayClient>({ call: async () => Promise.reject(new Error('the connection has ended')) }),
      ...{ kind: 'attached', pid: 7, isRehearsal: false },
      isBroken: () => isBroken,
      ...{ resumeAfterCrash: say('resume'), abort: say('abort'), close: say('close') },
    }
  }
}

const status = ({ client }: Session) => client.health.status()

describe('a session whose holder ends', () => {
  it('is refused, naming the process, when something may have been done in it', async () => {
    const sessions = new Sessions(true)
    const done = withSession(sessions.context, status)
    await expect(done).rejects.toThrow(RefusedError)
    await expect(done).rejects.toThrow('Process 7, in whose engine this was to be done, ended before it answered.')
    expect(sessions.said).toEqual(['open', 'close'])
  })
  it('is followed by another, once, for what only reads', async () => {
    const sessions = new Sessions(true, false)
    let asked = 0
    const answer = await readInSession(sessions.context, async (session) => (++asked === 1 ? await status(session) : 'answer'))
    expect([answer, sessions.said]).toEqual(['answer', ['open', 'close', 'open', 'close']])
    await expect(readInSession(new Sessions(true, true).context, status)).rejects.toThrow(RefusedError)
  })
  it('is not blamed for what goes wrong in one that lives', async () => {
    await expect(readInSession(new Sessions(false).context, status)).rejects.toThrow('the connection has ended')
  })
})

describe('an interrupt', () => {
  it('ends what is done, and the next one hastens the end', async () => {
    const sessions = new Sessions()
    const done = withSession(sessions.context, () => {
      sessions.interrupt()
      sessions.interrupt()
      return new Promise<never>(() => undefined)
    })
    await expect(done).rejects.toThrow(InterruptedError)
    expect(sessions.said).toEqual(['open', 'abort', 'close'])
  })
})
