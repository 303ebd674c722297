import { describe, expect, it } from 'vitest'
import { systemClock } from '#adapters'
import type { Clock } from '#engine/ports'
import { VirtualClock } from '../fakes/virtual-clock.ts'

interface Bench {
  readonly clock: Clock
  readonly pass: (ms: number) => Promise<void>
}

const virtual = (): Bench => {
  const clock = new VirtualClock()
  return { clock, pass: (ms) => clock.advance(ms) }
}
const system = (): Bench => ({ clock: systemClock, pass: (ms) => systemClock.sleep(ms) })

/** Whether a sleep has ended, without waiting for it. */
function observed(sleep: Promise<void>): { readonly ended: () => boolean } {
  let ended = false
  const end = () => {
    ended = true
  }
  sleep.then(end, end)
  return { ended: () => ended }
}

describe.each([
  { name: 'VirtualClock', open: virtual },
  { name: 'systemClock', open: system },
])('$name', ({ open }) => {
  it('tells whole epoch milliseconds', () => {
    expect(Number.isSafeInteger(open().clock.nowMs())).toBe(true)
  })

  it('moves both clocks by at least what was slept', async () => {
    const { clock, pass } = open()
    const [wallMs, steadyMs] = [clock.nowMs(), clock.monotonicMs()]
    await pass(20)
    expect(clock.monotonicMs() - steadyMs).toBeGreaterThanOrEqual(20)
    expect(clock.nowMs() - wallMs).toBeGreaterThanOrEqual(19)
  })

  it('wakes no sleeper before its time', async () => {
    const { clock, pass } = open()
    const startMs = clock.monotonicMs()
    const woken = clock.sleep(15).then(() => clock.monotonicMs())
    await pass(20)
    expect((await woken) - startMs).toBeGreaterThanOrEqual(15)
  })

  it('wakes sleepers in the order they are due', async () => {
    const { clock, pass } = open()
    const order: string[] = []
    const sleeps = [clock.sleep(30).then(() => order.push('late')), clock.sleep(5).then(() => order.push('early'))]
    await pass(35)
    await Promise.all(sleeps)
    expect(order).toEqual(['early', 'late'])
  })

  it.each([0, -5])('ends a sleep of %d ms at the next turn', async (ms) => {
    const { clock, pass } = open()
    const sleep = clock.sleep(ms)
    await pass(0)
    await expect(sleep).resolves.toBeUndefined()
  })

  it('rejects an aborted sleep with the reason of its signal', async () => {
    const { clock } = open()
    const stop = new AbortController()
    const sleep = clock.sleep(60_000, stop.signal)
    const reason = new Error('no longer needed')
    stop.abort(reason)
    await expect(sleep).rejects.toBe(reason)
  })

  it('rejects at once when the signal is aborted already', async () => {
    const reason = new Error('never needed')
    await expect(open().clock.sleep(60_000, AbortSignal.abort(reason))).rejects.toBe(reason)
  })

  it('leaves a finished sleep alone when its signal aborts afterwards', async () => {
    const { clock, pass } = open()
    const stop = new AbortController()
    const sleep = clock.sleep(1, stop.signal)
    await pass(2)
    await sleep
    stop.abort()
    await expect(sleep).resolves.toBeUndefined()
  })

  it('goes on sleeping where a single timer would fire at once', async () => {
    const { clock, pass } = open()
    const stop = new AbortController()
    const sleep = clock.sleep(2 ** 31 + 1000, stop.signal)
    const { ended } = observed(sleep)
    await pass(20)
    expect(ended()).toBe(false)
    stop.abort()
    await expect(sleep).rejects.toBe(stop.signal.reason)
  })
})

describe('systemClock', () => {
  it('sets no timer longer than Node holds', async () => {
    const warnings: string[] = []
    const note = (warning: Error) => warnings.push(warning.name)
    process.on('warning', note)
    const stop = new AbortController()
    const sleep = systemClock.sleep(2 ** 31 + 1000, stop.signal)
    await systemClock.sleep(5)
    stop.abort()
    await expect(sleep).rejects.toBe(stop.signal.reason)
    process.off('warning', note)
    expect(warnings).toEqual([])
  })
})

describe('VirtualClock', () => {
  it('lets what a sleeper started sleep within the same advance', async () => {
    const clock = new VirtualClock()
    const wokenAtMs: number[] = []
    const loop = async () => {
      for (let turn = 0; turn < 3; turn++) {
        await clock.sleep(10)
        wokenAtMs.push(clock.monotonicMs())
      }
    }
    const done = loop()
    await clock.advance(100)
    await done
    expect(wokenAtMs).toEqual([10, 20, 30])
  })

  it('forgets a sleeper that was aborted', async () => {
    const clock = new VirtualClock()
    const stop = new AbortController()
    const sleep = clock.sleep(10, stop.signal)
    expect(clock.sleeping).toBe(1)
    stop.abort()
    await expect(sleep).rejects.toBe(stop.signal.reason)
    expect(clock.sleeping).toBe(0)
  })

  it('sets the wall clock without moving the steady one', () => {
    const clock = new VirtualClock(1_000_000)
    clock.shiftWall(-400_000)
    expect(clock.nowMs()).toBe(600_000)
    expect(clock.monotonicMs()).toBe(0)
  })
})
