import { describe, expect, it } from 'vitest'
import { RecordingLog } from '../../../test/fakes/recording-log.ts'
import { WindowMemory } from './window-memory.ts'

const bounds = { x: 10, y: 20, width: 1000, height: 700, isMaximized: false }

describe('where the window was', () => {
  it('is what the person’s preferences say of this workspace', async () => {
    const asked: string[] = []
    const preferences = {
      get: async (workspace: string) => {
        asked.push(workspace)
        return { window: bounds }
      },
      set: async () => undefined,
    }
    const memory = await WindowMemory.open(preferences, '/work', new RecordingLog())
    expect([memory.saved, asked]).toEqual([bounds, ['/work']])
  })

  it('is known at once and kept in the order it was told', async () => {
    const kept: unknown[] = []
    const preferences = { get: async () => ({ window: null }), set: async (_workspace: string, changes: object) => kept.push(changes) }
    const memory = await WindowMemory.open(preferences, '/work', new RecordingLog())
    expect(memory.saved).toBeUndefined()
    memory.save(bounds)
    memory.save({ ...bounds, x: 500 })
    expect(memory.saved).toEqual({ ...bounds, x: 500 })
    await memory.settled()
    expect(kept).toEqual([{ window: bounds }, { window: { ...bounds, x: 500 } }])
  })

  it('that cannot be kept is a line in the log, and what comes later is kept again', async () => {
    const log = new RecordingLog()
    const kept: unknown[] = []
    let isFull = true
    const preferences = {
      get: async () => ({ window: null }),
      set: async (_workspace: string, changes: object) => {
        if (isFull) throw new Error('the disk is full')
        kept.push(changes)
      },
    }
    const memory = await WindowMemory.open(preferences, '/work', log)
    memory.save(bounds)
    await memory.settled()
    expect(log.lines).toMatchObject([{ level: 'warn', message: 'where the window is was not kept' }])
    isFull = false
    memory.save(bounds)
    await memory.settled()
    expect(kept).toEqual([{ window: bounds }])
  })
})
