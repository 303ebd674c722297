import { createORPCClient } from '@orpc/client'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ChangeCounts } from '#contract/changes'
import type { Api, Client } from './connection.ts'
import { changedTopics, followChanges } from './follow-changes.ts'

const topics = { runs: 1, catalog: 1, pools: 1, breakers: 1, settings: 1, keys: 1, events: 1, audit: 1 }
const first: ChangeCounts = { seq: 1, topics }

describe('changedTopics', () => {
  it('names those that were counted on', () => {
    expect(changedTopics(first, { seq: 3, topics: { ...topics, runs: 2, events: 5 } })).toEqual(['runs', 'events'])
  })

  it('names none for the first counts: what was asked is as new as they', () => {
    expect(changedTopics(undefined, first)).toEqual([])
  })
})

describe('followChanges', () => {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: 'always', gcTime: 0 } } })
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    queries.clear()
    vi.useRealTimers()
  })

  it('1: asks once more a second later for all that has changed since', async () => {
    const answers: ((value: unknown) => void)[] = []
    const stream = createStream()
    const client: Client = createORPCClient({
      call: (path) => (path[0] === 'changes' ? Promise.resolve(stream.read()) : new Promise((resolve) => answers.push(resolve))),
    })
    const api: Api = createTanstackQueryUtils(client)
    const unsubscribe = new QueryObserver(queries, api.runs.list.queryOptions({ input: {} })).subscribe(() => undefined)
    const following = followChanges(client, api, queries, new AbortController().signal)
    await answered(answers, 0)
    await stream.send(first)
    for (const runs of [2, 3, 4]) await stream.send({ seq: runs, topics: { ...topics, runs } })
    await answered(answers, 1)
    await vi.advanceTimersByTimeAsync(999)
    expect(answers.length).toBe(2)
    await vi.advanceTimersByTimeAsync(1)
    await answered(answers, 2)
    await vi.advanceTimersByTimeAsync(5000)
    expect(answers.length).toBe(3)
    await stream.end()
    await following
    unsubscribe()
  })
})

/** Answers the nth question, once it was asked, and lets what waits for it go on. */
async function answered(answers: ((value: unknown) => void)[], index: number): Promise<void> {
  while (answers.length <= index) await turn()
  answers[index]?.(index)
  await turn()
}

async function turn(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0)
}

function createStream() {
  const { readable, writable } = new TransformStream<ChangeCounts, ChangeCounts>()
  const writer = writable.getWriter()
  return {
    async *read() {
      for await (const counts of readable) yield counts
    },
    send: async (counts: ChangeCounts) => {
      await writer.write(counts)
      await turn()
    },
    end: () => writer.close(),
  }
}
