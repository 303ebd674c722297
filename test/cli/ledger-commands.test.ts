import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type TemporaryWorkspace, temporaryWorkspace } from './assay.ts'
import { assayHere, assayJsonHere } from './assay-here.ts'

// Each command opens an engine: slow on a busy machine, bounded all the same.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let place: TemporaryWorkspace
const assay = (...args: readonly string[]) => assayHere([...args], place)
const json = <T>(...args: readonly string[]) => assayJsonHere<T>([...args], place)

/** Four answered calls. */
beforeAll(async () => {
  place = temporaryWorkspace()
  writeFileSync(path.join(place.workspace, 'batch.yaml'), 'name: four\nprompt: "Say a needle."\nmodels: [simulator/swift]\nsamples: 4\n')
  await assay('run', 'batch.yaml', '--yes')
})
afterAll(() => place.remove())

interface Entries {
  readonly items: readonly { readonly entry: string; readonly seq: number }[]
  readonly total: number
}

describe('the ledger by command', () => {
  it('is listed whole, and by what it is filtered by', async () => {
    const whole = await json<Entries>('ledger', 'list', '--limit', '500')
    expect(whole.total).toBe(whole.items.length)
    expect(new Set(whole.items.map(({ entry }) => entry))).toEqual(new Set(['call', 'event']))
    const calls = await json<{ items: readonly unknown[]; total: number }>(
      ...[
        'calls',
        'list',
        '--answered',
        'on',
        '--min-cost',
        '0.000000001',
        '--provider',
        'simulator',
        '--kind',
        'first',
        '--kind',
        'retry',
      ],
    )
    expect([calls.items.length, calls.total]).toEqual([4, 4])
    expect((await assay('ledger', 'list', '--event-kind', 'run')).stdout).toMatch(/ +event +run +change finished/)
    expect((await assay('calls', 'list', '--http-status', '500')).stdout).toBe('No calls.\n')
  })

  it('is searched', async () => {
    const { stdout } = await assay('ledger', 'search', 'A NEEDLE', '--limit', '3')
    expect(stdout.match(/^simulator\/swift /gm)).toHaveLength(3)
    expect(stdout).toMatch(/^More: --before \d+$/m)
  })

  it.each([
    [['calls', 'list', '--min-cost', 'much'], /--min-cost: .*got "much"/],
    [['calls', 'list', '--state', 'started', '--user', 'ada'], /--user does not go with it/],
    [['ledger', 'list', '--http-status', '99'], /--http-status: .*got "99"/],
    [['sql'], /needs a QUERY or --saved NAME/],
    [['sql', 'select 1', '--timeout', '11'], /--timeout: .*got "11"/],
  ])('%j is refused with 2 before anything is opened', async (args, words) => {
    expect(await assay(...args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(words) })
  })
})

describe('questions by command', () => {
  it('are answered as a table, as JSON, as CSV that a spreadsheet takes for text, and as lines', async () => {
    const query = `select service, count(*) as calls, '=1+1' as text from call_event group by service`
    expect((await assay('sql', query)).stdout).toMatch(/^service +calls +text\n─+\nsimulator\/swift +4 +=1\+1$/m)
    expect(await json('sql', query)).toMatchObject({
      columns: ['service', 'calls', 'text'],
      rows: [['simulator/swift', 4, '=1+1']],
      isCut: false,
    })
    expect((await assay('sql', query, '--format', 'csv')).stdout).toBe(`service,calls,text\r\nsimulator/swift,4,'=1+1\r\n`)
    expect((await assay('sql', query, '--format', 'jsonl')).stdout).toBe('{"service":"simulator/swift","calls":4,"text":"=1+1"}\n')
  })

  it('that are saved are asked by name; what one may be about is told', async () => {
    expect((await assay('sql', '--saved', 'costs by service')).stdout).toMatch(/^simulator\/swift +4 /m)
    expect(await assay('sql', '--saved', 'nothing')).toMatchObject({ code: 2, stderr: expect.stringContaining('"Dearest calls"') })
    expect((await assay('sql', 'views')).stdout).toMatch(/^call_event: Every call/m)
  })

  it('that are none, or take too long, end with 2 and SQLite’s words', async () => {
    expect(await assay('sql', 'select * from nowhere')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no such table: nowhere'),
    })
    const endless = 'with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n'
    expect(await assay('sql', endless, '--timeout', '0.3')).toMatchObject({ code: 2, stderr: expect.stringContaining('longer than 0.3 s') })
  })
})
