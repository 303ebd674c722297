import { mkdtempSync } from 'node:fs'
import path from 'node:path'
import { fc } from '@fast-check/vitest'
import { afterAll, describe, expect, it } from 'vitest'
import type { AuditEntry } from '#contract/audit'
import { failureOf } from '../builders/failure.ts'
import { seedCatalogOf } from '../builders/seed-catalog.ts'
import { openShippedEngine, type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'
import { type AdminAct, adminActs, perform } from './admin-acts.ts'
import { stateOf, Watch } from './workspace-state.ts'

const seedCatalog = seedCatalogOf([
  { key: 'alpha', pools: [{}, { name: 'q0' }], models: [{ wireId: 'm0' }, { wireId: 'm1', pool: 'q0' }, { wireId: 'm2', price: null }] },
  { key: 'beta', models: [{ wireId: 'm0' }, { wireId: 'm1' }] },
])
const scratch = scratchFolder()
afterAll(() => scratch.remove())

const open = (workspace: string) => openShippedEngine({ workspace, seedCatalog })

/** Every entry, newest first. */
async function entriesOf({ client }: ShippedEngine): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = []
  let after: string | undefined
  do {
    const page = await client.audit.list({ limit: 500, after })
    entries.push(...page.items)
    after = page.next
  } while (after !== undefined)
  return entries
}

/** A refusal of the contract changes nothing; anything else is a bug. Answers with how many were done. */
async function performAll(under: ShippedEngine, watch: Watch, acts: readonly AdminAct[]): Promise<number> {
  let done = 0
  let kept = watch.keptForEver()
  let { kept: before } = watch.lookOver()
  for (const [index, act] of acts.entries()) {
    const undoable = act.kind === 'undo' ? (await under.client.audit.list({ limit: 30 })).items.map(({ id }) => id) : []
    const isDone = await isPerformed(under, act, undoable)
    if (isDone) done += 1
    const now = watch.lookOver()
    expect([act, now]).toEqual([act, { broken: [], kept: isDone ? now.kept : before }])
    before = now.kept
    if (index % 20 !== 0) continue
    const stands = new Set(watch.keptForEver())
    expect(kept.filter((text) => !stands.has(text))).toEqual([])
    kept = [...stands]
  }
  return done
}

async function isPerformed({ client }: ShippedEngine, act: AdminAct, undoable: readonly string[]): Promise<boolean> {
  try {
    await perform(client, act, undoable)
    return true
  } catch (error) {
    expect((await failureOf(Promise.reject(error))).code).not.toBe('INTERNAL')
    return false
  }
}

describe('whatever admins do', () => {
  it('keeps the catalog whole, and undoing all of it, newest first, restores what was there', async () => {
    const property = fc.asyncProperty(adminActs(200), async (acts) => {
      const workspace = mkdtempSync(path.join(scratch.folder, 'w-'))
      const under = await open(workspace)
      const watch = new Watch(workspace)
      try {
        const before = await stateOf(under)
        const done = await performAll(under, watch, acts)
        expect(done).toBeGreaterThan(60)
        for (const entry of await entriesOf(under)) {
          const undoing = under.client.audit.undo({ id: entry.id })
          const [undone] = await Promise.allSettled([undoing])
          if (undone.status === 'rejected') expect([entry, await failureOf(undoing)]).toMatchObject([entry, { detail: 'undone' }])
        }
        expect(watch.lookOver().broken).toEqual([])
        expect(await stateOf(under)).toEqual(before)
        await under.stop()
        const again = await open(workspace)
        const restarted = await stateOf(again).finally(() => again.stop())
        expect(restarted).toEqual(before)
      } finally {
        watch.close()
        await under.stop()
      }
    })
    await fc.assert(property, { numRuns: 2, endOnFailure: true })
  }, 180_000)
})
