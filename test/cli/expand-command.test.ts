import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import type { Expansion } from '#contract/batches'
import type { LedgerCall } from '#contract/ledger'
import { temporaryWorkspace } from './assay.ts'
import { assayHere, assayJsonHere } from './assay-here.ts'

vi.setConfig({ testTimeout: 60_000 })

const place = temporaryWorkspace()
afterAll(() => place.remove())
const file = (name: string) => path.join(place.workspace, name)
const columns = ['--column', 'question=what is asked', '--column', 'mood:calm|angry', '--column', 'age:number']

/** Against the real simulator, over HTTP. */
it('has a model write rows, shows whom it asks and why, what they cost, and keeps them where it is told', async () => {
  const shown = await assayHere(['expand', '--instruction', 'Questions about trains', ...columns, '--count', '30'], place)
  expect([shown.code, shown.stderr]).toEqual([0, expect.stringMatching(/^Asks simulator\/steady: no scenarioExpansionModel is set\.$/m)])
  expect(shown.stderr).toMatch(/^30 of 30 rows by \d+ calls: \$0\.\d+ \(\d+ computed\)\.$/m)
  expect(shown.stdout).toMatch(/^question +mood +age$/m)
  expect(shown.stdout.match(/ (calm|angry) /g)).toHaveLength(30)

  const kept = await assayHere(['expand', '--instruction', 'Trains', ...columns, '--count', '3', '--out', 'rows.csv'], place)
  expect(kept.stdout).toContain('3 rows in ')
  expect(readFileSync(file('rows.csv'), 'utf8')).toMatch(/^question,mood,age\r\n(?:[^,\r\n]+,(?:calm|angry),[\d.]+\r\n){3}$/)

  writeFileSync(file('order.yaml'), 'instruction: Trains\ncolumns: [{ name: question }]\ncount: 2\nmodel: simulator/swift\n')
  const order = ['expand', 'order.yaml', '--count', '4', '--example', 'rows.csv', '--out', 'rows.jsonl']
  const last = await assayJsonHere<Expansion>(order, { ...place, cwd: place.workspace })
  expect(last).toMatchObject({ wanted: 4, isDone: true, servedModels: ['simulator/swift'], infra: { model: 'simulator/swift' } })
  const lines = readFileSync(file('rows.jsonl'), 'utf8').trim().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual(last.rows)

  const ledger = await assayJsonHere<{ items: LedgerCall[] }>(['calls', 'list', '--method', 'expand'], place)
  expect(new Set(ledger.items.map(({ decision }) => decision))).toEqual(new Set(['object']))
})

it('says what of an order is missing or wrong, before anything is asked', async () => {
  const wrong = await assayHere(['expand', '--instruction', 'x', '--column', 'age:number|none', '--column', '__x', '--count', '3'], place)
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('two underscores')])
  const none = await assayHere(['expand', '--count', '3'], place)
  expect(none.stderr).toMatch(/--instruction: .*\n?.*--column: /)
  const dear = await assayHere(['expand', '--instruction', 'x', '--column', 'a', '--count', '3', '--budget', '0.000001'], place)
  expect(dear.code).toBe(3)
})
