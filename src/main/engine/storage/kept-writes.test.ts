import { describe, expect, it } from 'vitest'
import { VirtualClock } from '../../../../test/fakes/virtual-clock.ts'
import { KeptWrites } from './kept-writes.ts'
import { StorageError } from './storage-error.ts'
import type { WriteRequest } from './thread-protocol.ts'

const full = new StorageError('SQLITE_FULL', 'database or disk is full')

/** A database whose answer to each write the test decides; it notes what was written, in order. */
class ScriptedDatabase {
  readonly clock = new VirtualClock()
  readonly tried: unknown[] = []
  readonly changes: boolean[] = []
  refuses: (input: unknown) => Error | undefined = () => full
  readonly kept = new KeptWrites({
    write: (request) => this.#write(request),
    clock: this.clock,
    onChange: () => this.changes.push(this.kept.isFailing),
  })

  /** A write that has just failed and must not be lost. */
  keep(input: unknown): Promise<unknown> {
    this.kept.notice(full)
    return this.kept.keep({ name: 'nothing', input } as WriteRequest)
  }

  async #write(request: WriteRequest): Promise<unknown> {
    const input = request.name === 'askForRoom' ? 'room' : request.input
    this.tried.push(input)
    const error = this.refuses(input)
    if (error instanceof StorageError) this.kept.notice(error)
    if (error !== undefined) throw error
    return `${String(input)} stands`
  }
}

describe('KeptWrites', () => {
  it('repeats everything it keeps each second, oldest first, and then asks for room (1)', async () => {
    const database = new ScriptedDatabase()
    const all = Promise.allSettled([database.keep('a'), database.keep('b')])
    await database.clock.advance(999)
    expect(database.tried).toEqual([])

    await database.clock.advance(1)
    expect(database.tried).toEqual(['a', 'b', 'room'])
    await database.clock.advance(2000)
    expect(database.tried).toEqual(['a', 'b', 'room', 'a', 'b', 'room', 'a', 'b', 'room'])
    await database.kept.stop()
    await all
  })

  it('tells whoever waits what the write gave, once it stands (1)', async () => {
    const database = new ScriptedDatabase()
    const kept = database.keep('a')
    await database.clock.advance(1000)
    database.refuses = () => undefined
    await database.clock.advance(1000)

    await expect(kept).resolves.toBe('a stands')
    expect(database.kept.length).toBe(0)
  })

  it('does not repeat what stood (2)', async () => {
    const database = new ScriptedDatabase()
    const small = database.keep('small')
    const big = database.keep('big')
    database.refuses = (input) => (input === 'small' ? undefined : full)
    await database.clock.advance(1000)
    await small
    database.refuses = () => undefined
    await database.clock.advance(1000)

    await big
    expect(database.tried).toEqual(['small', 'big', 'room', 'big', 'room'])
  })

  it('does not repeat what was refused for its own sake (2)', async () => {
    const database = new ScriptedDatabase()
    const told = expect(database.keep('broken')).rejects.toThrow('a bug')
    database.refuses = (input) => (input === 'broken' ? new Error('a bug') : undefined)
    await database.clock.advance(3000)

    await told
    expect(database.tried).toEqual(['broken', 'room'])
  })

  it('is failing from the first failure until nothing is left behind (3)', async () => {
    const database = new ScriptedDatabase()
    expect(database.kept.isFailing).toBe(false)
    const kept = database.keep('a')
    expect(database.kept.isFailing).toBe(true)
    database.refuses = (input) => (input === 'room' ? full : undefined)
    await database.clock.advance(1000)
    await kept
    expect(database.kept.isFailing).toBe(true)

    database.refuses = () => undefined
    await database.clock.advance(1000)
    expect(database.kept.isFailing).toBe(false)
    expect(database.changes).toEqual([true, false])
  })

  it('is failing, and asks for room, when a write failed that nobody keeps (3)', async () => {
    const database = new ScriptedDatabase()
    database.kept.notice(full)
    database.refuses = () => undefined
    await database.clock.advance(1000)

    expect(database.tried).toEqual(['room'])
    expect(database.changes).toEqual([true, false])
  })

  it('stays failing when another write fails while it repeats (3)', async () => {
    const database = new ScriptedDatabase()
    database.kept.notice(full)
    database.refuses = () => {
      queueMicrotask(() => database.kept.notice(full))
      return undefined
    }
    await database.clock.advance(1000)

    expect(database.kept.isFailing).toBe(true)
    database.refuses = () => undefined
    await database.clock.advance(1000)
    expect(database.kept.isFailing).toBe(false)
  })

  it('fails, recovers and fails again', async () => {
    const database = new ScriptedDatabase()
    for (const input of ['a', 'b']) {
      const kept = database.keep(input)
      database.refuses = () => undefined
      await database.clock.advance(1000)
      await kept
    }

    expect(database.changes).toEqual([true, false, true, false])
    expect(database.clock.sleeping).toBe(0)
  })

  it('counts what it keeps and how large it is', async () => {
    const database = new ScriptedDatabase()
    const all = Promise.allSettled([database.keep('one'), database.keep('twelve')])

    expect([database.kept.length, database.kept.bytes]).toEqual([2, '"one""twelve"'.length])
    await database.kept.stop()
    await all
  })

  it('tries once more when the engine stops', async () => {
    const database = new ScriptedDatabase()
    const kept = database.keep('a')
    database.refuses = () => undefined
    await database.kept.stop()

    await expect(kept).resolves.toBe('a stands')
  })

  it('says that it was not kept when the engine stops first', async () => {
    const database = new ScriptedDatabase()
    const told = expect(database.keep('a')).rejects.toBe(full)
    await database.kept.stop()

    await told
    await expect(database.keep('late')).rejects.toBe(full)
    expect(database.clock.sleeping).toBe(0)
  })
})
