import { describe, expect, it } from 'vitest'
import type { Event } from '#contract/events'
import { sayUnread } from './unread.ts'

const event = (kind: Event['kind'], data: Event['data'] = {}) => ({ kind, data })

describe('what is unread', () => {
  it('is what wants a person', () => {
    const wanting = [
      event('alert'),
      event('budget'),
      event('breaker', { to: 'open' }),
      event('run', { change: 'finished' }),
      event('run', { change: 'paused', reason: 'budget' }),
      event('calendar', { change: 'sunset_soon' }),
    ]
    expect(sayUnread(wanting, false)).toBe('6')
  })

  it('is nothing that a person did, or that mended itself', () => {
    const others = [
      event('breaker', { to: 'closed' }),
      event('run', { change: 'started' }),
      event('run', { change: 'paused', reason: 'person' }),
      event('run', { change: 'cancelled' }),
      event('park'),
    ]
    expect(sayUnread(others, false)).toBeUndefined()
    expect(sayUnread(others, true)).toBeUndefined()
  })

  it('is many above nine, and where there are more than were told', () => {
    expect(sayUnread(Array(9).fill(event('alert')), false)).toBe('9')
    expect(sayUnread(Array(10).fill(event('alert')), false)).toBe('9+')
    expect(sayUnread([event('alert')], true)).toBe('9+')
  })
})
