import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { expect, it } from 'vitest'
import { type Client, staleAfterMs } from './connection.ts'

/** Keys are made of what is asked alone; nothing is asked here. */
const api = createTanstackQueryUtils(new Proxy({}, { get: () => new Proxy({}, { get: () => () => undefined }) }) as Client)

it('the last state of a stream is old at once, an answer is good for a while', () => {
  const live = api.runs.active.experimental_liveOptions().queryKey
  const list = api.runs.list.queryOptions({ input: { limit: 5 } }).queryKey
  expect(staleAfterMs({ queryKey: live })).toBe(0)
  expect(staleAfterMs({ queryKey: list })).toBe(5000)
  expect(staleAfterMs({ queryKey: ['other'] })).toBe(5000)
})
