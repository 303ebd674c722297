import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { EpochMs } from '#contract/units'
import { VirtualTime } from './virtual-time.ts'

const startsAt = EpochMs.parse(1_700_000_000_000)
const noPause = () => undefined

describe('VirtualTime', () => {
  test.prop([fc.array(fc.nat(50), { maxLength: 200 })])(
    'lets everything happen at its instant, in the order of planning',
    async (delays) => {
      const time = new VirtualTime(startsAt)
      const happened: { atMs: number; order: number }[] = []
      for (const [order, delayMs] of delays.entries())
        time.after(delayMs, () => {
          expect(time.monotonicMs()).toBe(delayMs)
          happened.push({ atMs: delayMs, order })
        })
      await time.run(noPause)
      expect(happened).toEqual([...happened].sort((left, right) => left.atMs - right.atMs || left.order - right.order))
      expect(happened).toHaveLength(delays.length)
    },
  )

  it('reads the wall clock from where it began', async () => {
    const time = new VirtualTime(startsAt)
    time.after(1500, () => undefined)
    await time.run(noPause)
    expect(time.nowMs()).toBe(startsAt + 1500)
  })

  it('does not go on before who slept has acted', async () => {
    const time = new VirtualTime(startsAt)
    const seen: string[] = []
    void time.sleep(10).then(() => seen.push(`woken at ${time.monotonicMs()}`))
    time.after(10, () => seen.push('at the same instant'))
    await time.run(noPause)
    expect(seen).toEqual(['woken at 10', 'at the same instant'])
  })

  it('passes over a sleep that was given up', async () => {
    const time = new VirtualTime(startsAt)
    const controller = new AbortController()
    void time.sleep(10, controller.signal)
    controller.abort()
    await time.run(noPause)
    expect(time.monotonicMs()).toBe(0)
  })

  it('ends where a pause rejects', async () => {
    const time = new VirtualTime(startsAt)
    const again = () => time.after(1, again)
    again()
    await expect(time.run(() => Promise.reject(new Error('enough')))).rejects.toThrow('enough')
  })
})
