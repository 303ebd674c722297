import path from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { afterAll, beforeAll, expect } from 'vitest'
import type { AuditEntry } from '#contract/audit'
import type { AuditId, ModelRef, ProviderKey } from '#contract/ids'
import { failureOf } from '../builders/failure.ts'
import { seedCatalogOf } from '../builders/seed-catalog.ts'
import { openShippedEngine, type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'

/** An engine for the tests of a file, and providers of a test's own in it. */
export function openDesk() {
  const scratch = scratchFolder()
  let under: ShippedEngine
  let added = 0
  beforeAll(async () => {
    under = await openShippedEngine({ workspace: scratch.folder, seedCatalog: seedCatalogOf([{ key: 'alpha' }]) })
  })
  afterAll(async () => {
    await under.stop()
    scratch.remove()
  })
  /** A provider with models `m1` to `m3`. */
  const lab = async () => {
    added += 1
    const own = `lab-${added}` as ProviderKey
    const { client } = under
    const model = (wireId: string) => `${own}/${wireId}` as ModelRef
    const { change } = await client.providers.add({ key: own, kind: 'openai-compatible', baseUrl: 'https://llm.example/v1' })
    for (const wireId of ['m1', 'm2', 'm3']) await client.models.add({ ref: model(wireId), input: '1', output: '2' })
    return { own, model, client, addition: noted(change) }
  }
  const hindranceOf = async (id: AuditId) => (await under.client.audit.get({ id })).hindrance
  /** An entry as an earlier version left it: nobody knows of which row. Answers with its name. */
  const old = (kind: string, subject: string): AuditId => {
    const db = new BetterSqlite(path.join(under.workspace, 'assay.db'))
    try {
      const ulid = `01JD3R0W8Q5TN2N4Z1V9K7X${kind.slice(0, 3).toUpperCase().replace('O', '0').replace('I', '1')}`
      const entry = `insert into audit_entry (ulid, at_ms, user, origin, subject_kind, subject, action) values (?, 0, 'ada', 'cli', ?, ?, 'set')`
      const { lastInsertRowid } = db.prepare(entry).run(ulid, kind, subject)
      db.prepare(`insert into audit_change values (?, 0, ?, ?, null, null, '{}')`).run(lastInsertRowid, kind, subject)
      return ulid as AuditId
    } finally {
      db.close()
    }
  }
  return {
    lab,
    old,
    hindranceOf,
    undo: (id: AuditId): Promise<AuditEntry> => under.client.audit.undo({ id }),
    /** It is refused, with the same word as `audit.get` has. */
    refusedWith: async (id: AuditId) => {
      const hindrance = await hindranceOf(id)
      const failure = await failureOf(under.client.audit.undo({ id }))
      expect(failure).toMatchObject({ code: 'CONFLICT', what: 'change', name: id, detail: hindrance?.why })
      return hindrance
    },
  }
}

export function noted(change: AuditId | null | undefined): AuditId {
  if (change === null || change === undefined) throw new Error('nothing was changed')
  return change
}
