import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VirtualClock } from '../../../test/fakes/virtual-clock.ts'
import { createLog } from './file-log.ts'
import { LogFiles } from './log-files.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'assay-log-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const at = (iso: string) => new VirtualClock(Date.parse(iso))
function logAt(iso: string, level?: string) {
  return createLog({ folder, clock: at(iso), pid: 7, level })
}
const readLines = (name: string) =>
  readFileSync(path.join(folder, name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('createLog', () => {
  it('writes one JSON object a line to the file of the UTC day', () => {
    const log = logAt('2026-11-21T23:59:00Z')
    log.info({ area: 'runs', run: 'R' }, 'started')
    log.flush()
    expect(readLines('2026-11-21.log')).toEqual([
      { level: 'info', at: '2026-11-21T23:59:00.000Z', pid: 7, area: 'runs', run: 'R', msg: 'started' },
    ])
  })
  it('writes an error at once', () => {
    logAt('2026-11-21T00:00:00Z').error({ err: new Error('boom') }, 'broke')
    expect(readLines('2026-11-21.log')[0]).toMatchObject({ level: 'error', err: { message: 'boom' } })
  })
  it('cuts registered secrets out of the line, wherever they stand', () => {
    const log = logAt('2026-11-21T00:00:00Z')
    log.registerSecret('sk-live-123456')
    log.error({ header: 'Bearer sk-live-123456', err: new Error('bad key sk-live-123456') }, 'refused sk-live-123456')
    expect(readFileSync(path.join(folder, '2026-11-21.log'), 'utf8')).not.toContain('123456')
  })
  it('leaves lines below its level out', () => {
    const log = logAt('2026-11-21T00:00:00Z', 'warn')
    log.info({}, 'small')
    log.flush()
    expect(readdirSync(folder)).toEqual([])
  })
  it('loses lines rather than failing when the folder cannot be made', () => {
    writeFileSync(path.join(folder, 'file'), '')
    const log = createLog({ folder: path.join(folder, 'file', 'logs'), clock: at('2026-11-21T00:00:00Z'), pid: 7, level: undefined })
    expect(() => log.error({}, 'lost')).not.toThrow()
  })
})

describe('LogFiles', () => {
  it('keeps so many files and drops the oldest', () => {
    for (const day of ['01', '02', '03', '04'])
      new LogFiles(folder, at(`2026-11-${day}T00:00:00Z`), { maxFiles: 3, maxBytes: 1000 }).append('x\n')
    expect(readdirSync(folder)).toEqual(['2026-11-02.log', '2026-11-03.log', '2026-11-04.log'])
  })
  it('stays within its bytes, within a day too', () => {
    const files = new LogFiles(folder, at('2026-11-21T00:00:00Z'), { maxFiles: 14, maxBytes: 100 })
    writeFileSync(path.join(folder, '2026-11-20.log'), 'y'.repeat(45))
    for (let line = 0; line < 20; line++) files.append('123456789\n')
    const bytes = readdirSync(folder).reduce((sum, name) => sum + readFileSync(path.join(folder, name)).length, 0)
    expect(bytes).toBeLessThanOrEqual(100)
    expect(existsSync(path.join(folder, '2026-11-21.old.log'))).toBe(true)
  })
  it('touches no file that is not a log of its own', () => {
    writeFileSync(path.join(folder, 'notes.log'), 'mine'.repeat(100))
    new LogFiles(folder, at('2026-11-21T00:00:00Z'), { maxFiles: 1, maxBytes: 10 }).append('x')
    expect(readdirSync(folder)).toEqual(['2026-11-21.log', 'notes.log'])
  })
})
