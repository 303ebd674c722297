import path from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { AttemptId, ModelRef, ProviderKey, RunId } from '#contract/ids'
import type { LedgerEntry } from '#contract/ledger'
import { advanceToRest, batchOf, openEngine } from '../builders/engine.ts'
import { failureOf } from '../builders/failure.ts'
import { answered, serverError } from '../builders/outcomes.ts'

const [one, two] = ['alpha/one', 'alpha/two'] as ModelRef[] as [ModelRef, ModelRef]

const open = () =>
  openEngine({
    providers: [{ key: 'alpha', models: [{ wireId: 'one' }, { wireId: 'two' }] }],
    rule: ({ call }) => (call.wireId === 'one' ? serverError() : answered()),
  })
type Under = Awaited<ReturnType<typeof open>>

/** Prompts whose model fails, so that its breaker opens, and all fall back. */
async function runOnce(under: Under, name: string): Promise<RunId> {
  const run = await under.start(batchOf({ name, prompts: 8, allowFallback: true, maxWaitMs: 1000 }))
  await advanceToRest(under, run)
  await under.settled()
  return run
}

async function eventful() {
  const under = await open()
  await under.client.models.setFallback({ ref: one, fallback: two })
  return { under, run: await runOnce(under, 'first') }
}

const idOf = (entry: LedgerEntry) => (entry.entry === 'call' ? entry.call.id : entry.entry === 'event' ? entry.event.id : entry.audit.id)

describe('the ledger', () => {
  it('has calls, events and audit entries in one row, by seq, page after page', async () => {
    const { under } = await eventful()
    const whole = await under.client.ledger.list({ limit: 500 })
    const seqs = whole.items.map(({ seq }) => seq)
    expect(seqs).toEqual([...seqs].sort((left, right) => right - left))
    expect(new Set(seqs).size).toBe(seqs.length)
    expect(whole).toMatchObject({ total: seqs.length, watermark: seqs[0] })
    const tables = `select ulid, seq from attempt union all select ulid, seq from event union all select ulid, seq from audit_entry order by seq desc`
    expect(whole.items.map(idOf)).toEqual(under.rows<{ ulid: string }>(tables).map(({ ulid }) => ulid))
    expect(new Set(whole.items.map(({ entry }) => entry))).toEqual(new Set(['call', 'event', 'audit']))
    const paged: LedgerEntry[] = []
    for (let after: string | undefined; ; ) {
      const page = await under.client.ledger.list({ limit: 7, ...(after !== undefined && { after }) })
      paged.push(...page.items)
      if (page.next === undefined) break
      after = page.next
    }
    expect(paged).toEqual(whole.items)
    const below = await under.client.ledger.list({ before: whole.watermark - 3, limit: 5 })
    expect(below).toMatchObject({ items: whole.items.slice(4, 9), total: null, watermark: whole.watermark })
  })

  it('leaves out what a filter cannot hold for', async () => {
    const { under, run } = await eventful()
    const kinds = async (filter: Parameters<Under['client']['ledger']['list']>[0]) => {
      const { items, total } = await under.client.ledger.list({ ...filter, limit: 500 })
      expect(total).toBe(items.length)
      return [...new Set(items.map(({ entry }) => entry))].sort()
    }
    expect(await kinds({ run })).toEqual(['call', 'event'])
    expect(await kinds({ user: 'ada' })).toContain('audit')
    expect(await kinds({ isAnswered: false, service: ['alpha' as ProviderKey] })).toEqual(['call'])
    expect(await kinds({ eventKind: 'fallback' })).toEqual(['event'])
    expect(await kinds({ entry: 'audit' })).toEqual(['audit'])
    expect(await kinds({ entry: 'event', code: 'TIMEOUT' })).toEqual([])
    const { items } = await under.client.ledger.list({ servedModel: two, model: one, kind: 'fallback' })
    expect(items).toHaveLength(8)
    expect(items[0]).toMatchObject({
      call: { provider: 'alpha', decision: 'text', requestModel: one, servedModel: two, state: 'answered' },
    })
    expect((await under.client.ledger.list({ isAnswered: true, state: 'failed' })).items).toEqual([])
  })

  it('shows a call whole, with what was asked and answered', async () => {
    const { under } = await eventful()
    const { items } = await under.client.ledger.list({ isAnswered: true, limit: 1 })
    const [entry] = items
    if (entry?.entry !== 'call') throw new Error('no call')
    const whole = await under.client.ledger.call({ id: entry.call.id })
    expect(whole).toMatchObject({ call: { id: entry.call.id, seq: entry.seq }, decision: 'text', bodiesDropped: false })
    expect(whole.messages).toEqual([{ role: 'user', content: expect.stringContaining('') }])
    expect(whole.answer).toEqual(expect.any(String))
    const none = '01ARZ3NDEKTSV4RRFFQ69G5FAV' as AttemptId
    expect(await failureOf(under.client.ledger.call({ id: none }))).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('tells whoever watches what is new of a filter, newest first, and nothing else', async () => {
    const { under } = await eventful()
    const stop = new AbortController()
    const told: { seq: number; items: LedgerEntry[]; hasMore: boolean }[] = []
    const states = await under.client.ledger.watch({ isAnswered: true }, { signal: stop.signal })
    const reading = (async () => {
      for await (const state of states) told.push(state)
    })()
    reading.catch(() => undefined)
    await under.settled()
    await runOnce(under, 'second')
    await under.clock.advance(1000)
    await under.settled()
    stop.abort()
    await reading.catch(() => undefined)
    const [first, ...later] = told
    expect(first?.items).toEqual([])
    const seen = later.flatMap(({ items }) => items).map(({ seq }) => seq)
    const { items } = await under.client.ledger.list({ isAnswered: true, limit: 8 })
    expect(seen.sort((left, right) => right - left)).toEqual(items.map(({ seq }) => seq))
  })
})

describe('a search of the ledger', () => {
  const long = `${'lorem ipsum '.repeat(400)}the NEEDLE at its end`

  async function searched() {
    const under = await openEngine({
      providers: [{ key: 'alpha', models: [{ wireId: 'one' }, { wireId: 'two' }] }],
      rule: ({ call }) => (call.wireId === 'one' ? serverError() : answered({ text: long })),
    })
    await under.client.models.setFallback({ ref: one, fallback: two, reason: 'for want of a haystack' })
    await runOnce(under, 'first')
    const search = async (text: string, more: Partial<Parameters<Under['client']['ledger']['search']>[0]> = {}) => {
      const told = []
      for await (const state of await under.client.ledger.search({ text, ...more })) told.push(state)
      return { hits: told.flatMap(({ hits }) => hits), last: told.at(-1) }
    }
    return { under, search }
  }

  it('finds what stands in answers however long, prompts as they were sent, messages, events and audit entries, newest first', async () => {
    const { under, search } = await searched()
    const { total } = await under.client.ledger.list({})
    const needles = await search('needle AT its')
    expect(needles.hits.map(({ entry }) => entry)).toEqual(Array(8).fill('call'))
    expect(needles.hits.map(({ seq }) => seq)).toEqual(needles.hits.map(({ seq }) => seq).sort((left, right) => right - left))
    expect(needles.last).toMatchObject({ looked: total, total, readTo: 0, isDone: true })
    const prompts = await search('say 3.')
    expect(new Set(prompts.hits.map((hit) => (hit.entry === 'call' ? hit.call.probe?.promptIndex : null)))).toEqual(new Set([3]))
    expect((await search('circuit_open')).hits.map(({ entry }) => entry)).toContain('event')
    expect((await search('haystack')).hits.map(({ entry }) => entry)).toEqual(['audit'])
    expect((await search('nowhere at all')).hits).toEqual([])
  })

  it('finds what a row says instead of the template, and what the user says further', async () => {
    const under = await open()
    const own = JSON.stringify([{ role: 'user', content: 'Mine: {{thing}}' }])
    const dataset = [{ thing: 'hay', __messages: own }, { thing: 'straw' }]
    const run = await under.start(batchOf({ prompt: 'Ours: {{thing}}', dataset, turns: ['And {{thing}}?'], models: [two] }))
    await advanceToRest(under, run)
    const promptsOf = async (text: string) => {
      const told = []
      for await (const { hits } of await under.client.ledger.search({ text })) told.push(...hits)
      return [...new Set(told.map((hit) => (hit.entry === 'call' ? hit.call.probe?.promptIndex : null)))].sort()
    }

    expect(await promptsOf('mine: {{thing')).toEqual([0])
    expect(await promptsOf('ours: hay')).toEqual([])
    expect(await promptsOf('ours: straw')).toEqual([1])
    expect(await promptsOf('and hay?')).toEqual([0])
  })

  it('keeps to the filter, begins below a place, and ends after so many hits', async () => {
    const { search } = await searched()
    expect((await search('needle', { isAnswered: false })).hits).toEqual([])
    const three = await search('needle', { limit: 3 })
    expect(three.hits).toHaveLength(3)
    const rest = await search('needle', { before: three.last?.readTo })
    expect(rest.hits).toHaveLength(5)
  })

  it('ends with its signal, and leaves no thread behind', async () => {
    const { under } = await searched()
    const stop = new AbortController()
    stop.abort()
    const searching = (async () => {
      for await (const _ of await under.client.ledger.search({ text: 'zz' }, { signal: stop.signal }));
    })()
    await expect(searching).rejects.toThrow()
  })
})

describe('an event that cannot be written', () => {
  it('is counted and shown, and costs no answer', async () => {
    const under = await open()
    await under.client.models.setFallback({ ref: one, fallback: two })
    const db = new BetterSqlite(path.join(under.workspace, 'assay.db'))
    db.exec(`create trigger no_event before insert on event begin select raise(abort, 'events are full'); end`)
    db.close()
    const run = await runOnce(under, 'quiet')
    expect(await under.client.runs.get({ run })).toMatchObject({ status: 'finished', counts: { succeeded: 8 } })
    const health = await under.client.ledger.health()
    expect(health).toMatchObject({ failedRollups: 0, lastFailure: { message: expect.stringContaining('events are full') } })
    expect(health.failedEvents).toBeGreaterThan(8)
    expect((await under.client.ledger.list({ entry: 'event' })).items).toEqual([])
    expect((await under.client.ledger.list({ isAnswered: true })).total).toBe(8)
  })
})
