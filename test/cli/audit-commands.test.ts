import { afterAll, describe, expect, it, vi } from 'vitest'
import type { AuditEntry } from '#contract/audit'
import type { Model } from '#contract/catalog'
import type { Pool } from '#contract/pools'
import type { PriceVersion } from '#contract/prices'
import { temporaryWorkspace } from './assay.ts'
import { assayHere, assayJsonHere } from './assay-here.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const place = temporaryWorkspace()
afterAll(() => place.remove())
const json = <T>(...args: string[]) => assayJsonHere<T>(args, place)
const run = (...args: string[]) => assayHere(args, place)

interface Edited {
  readonly change: string
}

/** The steps stand on each other. */
describe('changes from the command line', () => {
  it('are listed, shown before and after, and undone', async () => {
    const { change } = await json<Edited>('pools', 'set', 'openai', '--rpm', '60', '--reason', 'the new contract')
    const [entry] = (await json<{ items: AuditEntry[] }>('audit', 'list', '--kind', 'pool', '--origin', 'cli')).items
    expect(entry).toMatchObject({ id: change, user: 'ada', action: 'set', subject: 'openai/default', reason: 'the new contract' })
    expect((await run('audit', 'list', '--subject', 'openai/default')).stdout).toMatch(
      new RegExp(`^${change} +\\S+ +ada +cli +set +pool openai/default$`, 'm'),
    )
    const shown = await run('audit', 'show', change)
    expect(shown.stdout).toMatch(/^Reason: the new contract$/m)
    expect(shown.stdout).toMatch(/^pool openai\/default changed +requestsPerMinute +– +60$/m)
    expect(shown.stdout).toContain(`It can be undone: assay audit undo ${change}`)
    const undone = await run('audit', 'undo', change, '--reason', 'called off')
    expect([undone.code, undone.stdout]).toEqual([
      0,
      expect.stringMatching(/^Undone: pool openai\/default, 1 thing changed back\.\nTo take that back: assay audit undo \w+\n$/),
    ])
    const [pool] = (await json<{ items: Pool[] }>('pools', 'list', '--provider', 'openai')).items
    expect(pool?.limits.requestsPerMinute).toBeNull()
    const again = await run('audit', 'undo', change)
    expect([again.code, again.stderr]).toEqual([3, `The change ${change} cannot be undone. It has been undone already.\n`])
    expect((await run('audit', 'list', '--subject', 'openai/default')).stdout).toContain('set (undone)')
  })

  it('that cannot be undone say why, and what it is called', async () => {
    const { change } = await json<Edited>('models', 'set', 'openai/gpt-5.4-mini', '--name', 'Mini')
    const later = await json<Edited>('models', 'set', 'openai/gpt-5.4-mini', '--name', 'Ours')
    const refused = await run('audit', 'undo', change, '--json')
    expect([refused.code, JSON.parse(refused.stdout).error]).toMatchObject([3, { code: 'CONFLICT', detail: 'changed_since' }])
    expect((await run('audit', 'show', change)).stdout).toContain(
      `It cannot be undone. What it changed has been changed again since: undo that first. (${later.change})`,
    )
    expect((await run('audit', 'undo', '01JD3R0W8Q5TN2N4Z1V9K7XH6C')).stderr).toContain('There is no change "01JD3R0W8Q5TN2N4Z1V9K7XH6C".')
    expect((await run('audit', 'list', '--search', 'no such thing')).stdout).toBe('No changes.\n')
  })

  it('move models to a pool and merge one into another', async () => {
    await json('pools', 'add', 'openai/batch', '--rpm', '500')
    const refs = ['openai/gpt-5.4-mini', 'openai/gpt-5.4']
    const moved = await run('pools', 'move', 'openai/batch', ...refs.flatMap((ref) => ['--model', ref]))
    expect([moved.code, moved.stdout]).toEqual([0, '2 models are in openai/batch.\n'])
    expect((await json<Model>('models', 'show', 'openai/gpt-5.4')).pool).toBe('batch')
    expect((await run('pools', 'move', 'openai/batch')).stderr).toContain('Say which models move: --model REF.')
    const stray = await run('pools', 'move', 'openai/batch', '--model', 'anthropic/claude-haiku-4-5')
    expect([stray.code, stray.stderr]).toEqual([2, expect.stringMatching(/models\.0: .*no model of openai/)])
    const stale = await run('pools', 'merge', 'openai/batch', '--into', 'default', '--if-revision', '7')
    expect([stale.code, stale.stderr]).toEqual([3, expect.stringContaining('revision')])
    const merged = await run('pools', 'merge', 'openai/batch', '--into', 'openai/default')
    expect([merged.code, merged.stdout]).toEqual([0, 'openai/batch is merged into openai/default.\n'])
    expect((await run('pools', 'merge', 'openai/batch', '--into', 'default')).code).toBe(2)
    expect((await json<Model>('models', 'show', 'openai/gpt-5.4')).pool).toBe('default')
  })

  it('withdraw a price, after which the one before it holds again', async () => {
    const model = 'openai/gpt-5.4-mini'
    const before = (await json<Model>('models', 'show', model)).price?.id
    const { id } = await json<PriceVersion>('prices', 'add', model, '--input', '9', '--output', '9', '--source', 'a mistake')
    expect((await json<Model>('models', 'show', model)).price?.id).toBe(id)
    const withdrawn = await run('prices', 'withdraw', id, '--reason', 'a mistake')
    expect([withdrawn.code, withdrawn.stdout]).toEqual([
      0,
      expect.stringMatching(/^Withdrawn: the price of openai\/gpt-5\.4-mini from .+ on\.\n$/),
    ])
    expect((await json<Model>('models', 'show', model)).price?.id).toBe(before)
    expect((await run('prices', 'withdraw', id)).code).toBe(3)
  })
})
