import { describe, expect, it } from 'vitest'
import { Event } from '#contract/events'
import { noticeOfEvent, noticeOfMany } from './notices.ts'

const run = '01JZZZZZZZZZZZZZZZZZZZZZZZ'
const counts = { total: 12, succeeded: 12, failed: 0, cancelled: 0, interrupted: 0, attempts: 12 }
const noticeOf = (event: object) =>
  noticeOfEvent(
    Event.parse({ id: '01JYYYYYYYYYYYYYYYYYYYYYYY', seq: 1, atMs: 1_795_000_000_000, subject: 'workspace', run: null, data: {}, ...event }),
  )
const ofRun = (data: object) => noticeOf({ kind: 'run', subject: `run:${run}`, run, data: { name: 'capitals', ...data } })

describe('a run that comes to rest', () => {
  it('is told of with what was answered and spent, and a click shows it', () => {
    expect(ofRun({ change: 'finished', counts, nanoUsd: 1_234_000_000, upperNanoUsd: 0 })).toEqual({
      title: '“capitals” is finished',
      body: '12 of 12 probes answered, $1.23 spent.',
      route: `/runs/${run}`,
    })
  })

  it('names what failed, and an amount that may turn out higher as the least that was spent', () => {
    expect(
      ofRun({ change: 'finished', counts: { ...counts, succeeded: 11, failed: 1 }, nanoUsd: 1_234_000_000, upperNanoUsd: 5 }),
    ).toMatchObject({
      title: '“capitals” is finished, with 1 failed probe',
      body: '11 of 12 probes answered, at least $1.23 spent.',
    })
    expect(ofRun({ change: 'finished', counts: { ...counts, failed: 2 } })?.title).toBe('“capitals” is finished, with 2 failed probes')
  })

  it.each([
    ['budget', '“capitals” is paused: its budget is used up'],
    ['decision', '“capitals” is paused: it needs a decision'],
    ['crash', '“capitals” is paused: its engine ended'],
  ])('is told of when it pauses by itself: %s', (reason, title) => {
    expect(ofRun({ change: 'paused', reason })).toEqual({ title, body: '', route: `/runs/${run}` })
  })

  it.each([{ change: 'started' }, { change: 'resumed' }, { change: 'cancelled' }, { change: 'paused', reason: 'person' }])(
    'calls nobody when a person saw to it: $change',
    (data) => {
      expect(ofRun(data)).toBeUndefined()
    },
  )

  it('calls nobody with what cannot be read', () => {
    expect(ofRun({ change: 'exploded' })).toBeUndefined()
    expect(noticeOf({ kind: 'run', data: { name: 'of nobody', change: 'finished' } })).toBeUndefined()
  })
})

describe('what concerns a service', () => {
  it('a budget is told of at each of its marks', () => {
    expect(noticeOf({ kind: 'budget', data: { percent: 80, scope: 'day' } })).toEqual({
      title: 'Budget of this workspace',
      body: '80 % of today is used.',
      route: '/events',
    })
    expect(noticeOf({ kind: 'budget', subject: 'provider:openai', data: { percent: 100, scope: 'month' } })).toMatchObject({
      title: 'Budget of openai',
      body: 'It is used up, of this month: nothing more is sent.',
    })
  })

  it('a breaker is told of when it opens, not each time it stays open or when it closes', () => {
    const ofBreaker = (from: string, to: string) =>
      noticeOf({ kind: 'breaker', subject: 'model:openai/gpt-5', data: { from, to, reason: 'SERVER_ERROR' } })
    expect(ofBreaker('closed', 'open')).toEqual({
      title: 'openai/gpt-5 fails: nothing is sent there for now',
      body: 'SERVER_ERROR',
      route: '/pools',
    })
    expect([ofBreaker('half-open', 'open'), ofBreaker('open', 'half-open'), ofBreaker('half-open', 'closed')]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('a rule of alerts is told of when it fires, and not when that is over or a breaker has told it already', () => {
    const data = { rule: 'errors', on: 'error_rate', change: 'fired', measured: '60 %', bound: '50 %', message: 'Too many calls fail.' }
    const alert = { kind: 'alert', subject: 'workspace', data }
    expect(noticeOf(alert)).toEqual({ title: 'Alert: errors', body: 'Too many calls fail.', route: '/alerts' })
    expect(noticeOf({ ...alert, data: { ...data, change: 'cleared' } })).toBeUndefined()
    expect(noticeOf({ ...alert, data: { ...data, on: 'breaker_open' } })).toBeUndefined()
  })

  it('an alert is told of in its own words, and leads to its run', () => {
    const alert = { kind: 'alert', subject: 'provider:openai', data: { message: 'The key was refused.' } }
    expect(noticeOf(alert)).toEqual({ title: 'openai needs you', body: 'The key was refused.', route: '/events' })
    expect(noticeOf({ ...alert, run })?.route).toBe(`/runs/${run}`)
  })

  it('a price that begins and a model that ends are told of, and lead to the model', () => {
    const ofCalendar = (change: string) =>
      noticeOf({ kind: 'calendar', subject: 'model:openai/gpt-5', data: { change, model: 'openai/gpt-5', atMs: 1_795_000_000_000 } })
    const route = '/models?model=openai%2Fgpt-5'
    expect(['price_begins', 'sunset_soon', 'sunset'].map(ofCalendar)).toEqual([
      { title: 'New price of openai/gpt-5', body: 'It is in force since 2026-11-18.', route: `${route}&tab=prices` },
      { title: 'openai/gpt-5 ends soon', body: 'Its provider will end it on 2026-11-18.', route },
      { title: 'openai/gpt-5 has ended', body: 'Its provider announced its end for 2026-11-18.', route },
    ])
    expect(ofCalendar('another')).toBeUndefined()
  })

  it.each(['park', 'limit', 'fallback', 'retry_now'])('%s calls nobody: the work goes on', (kind) => {
    expect(noticeOf({ kind })).toBeUndefined()
  })
})

it('several at once are one', () => {
  const two = [
    { title: 'One thing', body: 'a', route: '/pools' },
    { title: 'Another', body: 'b', route: '/runs' },
  ]
  expect(noticeOfMany(two, false)).toEqual({ title: '2 things happened', body: 'One thing\nAnother', route: '/events' })
  expect(noticeOfMany(two, true).title).toBe('More than 2 things happened')
})
