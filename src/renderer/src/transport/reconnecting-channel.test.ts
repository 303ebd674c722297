import { describe, expect, it } from 'vitest'
import type { ChannelEvents } from './channel.ts'
import { ReconnectingChannel, type Timer } from './reconnecting-channel.ts'

describe('ReconnectingChannel', () => {
  it('1: waits twice as long after each failure, at most 5 s, and begins anew once it was open', () => {
    const world = createWorld()
    const delays = Array.from({ length: 7 }, () => world.failAndWait())
    expect(delays).toEqual([200, 400, 800, 1600, 3200, 5000, 5000])
    world.last().onOpen()
    expect(world.failAndWait()).toBe(200)
  })

  it('1: goes at once when a person says so', () => {
    const world = createWorld()
    world.last().onClose(false)
    world.channel.retryNow()
    expect(world.opened.length).toBe(2)
    expect(world.waiting).toBeUndefined()
  })

  it('2: is closed to its link while it is lost', () => {
    const world = createWorld()
    world.last().onOpen()
    expect(world.channel.readyState).toBe(1)
    world.last().onClose(false)
    expect(world.channel.readyState).toBe(3)
  })

  it('3: says since when it is lost, once, however often it fails again', () => {
    const world = createWorld()
    const heard: string[] = []
    world.channel.subscribe(() => heard.push(world.channel.state.kind))
    world.last().onOpen()
    world.failAndWait()
    const lost = world.channel.state
    world.failAndWait()
    expect(heard).toEqual(['open', 'lost'])
    expect(world.channel.state).toBe(lost)
    expect(lost).toEqual({ kind: 'lost', sinceMs: 0, isRefused: false })
  })

  it('3: says when it is refused, and keeps since when it is lost', () => {
    const world = createWorld()
    world.failAndWait()
    world.last().onClose(true)
    expect(world.channel.state).toEqual({ kind: 'lost', sinceMs: 0, isRefused: true })
  })

  it('hears nothing from a channel that is over', () => {
    const world = createWorld()
    const [first] = world.opened
    first?.onClose(false)
    world.wake()
    first?.onOpen()
    expect(world.channel.state.kind).toBe('lost')
  })

  it('does not come back after stop', () => {
    const world = createWorld()
    world.channel.stop()
    expect(world.waiting).toBeUndefined()
    expect(world.opened.length).toBe(1)
  })
})

/** A channel over nothing, and a clock that goes when told. */
function createWorld() {
  const opened: ChannelEvents[] = []
  let nowMs = 0
  const world = { opened, waiting: undefined as undefined | { delayMs: number; then: () => void } }
  const timer: Timer = {
    nowMs: () => nowMs,
    after: (delayMs, then) => {
      world.waiting = { delayMs, then }
      return () => {
        world.waiting = undefined
      }
    },
  }
  const channel = new ReconnectingChannel((events) => {
    opened.push(events)
    return { send: () => undefined, close: () => events.onClose(false) }
  }, timer)
  const last = () => opened[opened.length - 1] ?? expect.fail('none was opened')
  const wake = () => {
    const { delayMs, then } = world.waiting ?? expect.fail('nothing waits')
    world.waiting = undefined
    nowMs += delayMs
    then()
    return delayMs
  }
  const failAndWait = () => {
    last().onClose(false)
    return wake()
  }
  return Object.assign(world, { channel, last, wake, failAndWait })
}
