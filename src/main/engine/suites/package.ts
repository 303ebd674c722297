import { unzipSync } from 'fflate'
import { z } from 'zod'
import { Batch, Message } from '#contract/batch'
import { RowChecks } from '#contract/check'
import { CostTotal } from '#contract/costs'
import { checksColumn, messagesColumn } from '#contract/own-columns'
import { AppError } from '#engine/failure'
import { type Notes, refused } from './notes.ts'
import { jsonLines, type SourceRow } from './source-rows.ts'
import type { ReadSuite, SuiteRequest } from './suite.ts'
import { cellOf, own, shown } from './values.ts'

/** What a package may come to once it is unpacked; `ratio` of larger files. */
const limits = { entries: 50, bytes: 512 * 2 ** 20, ratio: 400, ratioFromBytes: 16 * 2 ** 20 } as const

/** The head of a package, `assay-run.json`: the run's batch without its rows, and what it came to. */
export const PackageHead = z.object({
  format: z.literal('assay-run'),
  version: z.literal(1),
  name: z.string().min(1).max(200),
  madeAtMs: z.int(),
  batch: Batch.omit({ dataset: true, scenarios: true }),
  summary: z.object({ probes: z.int(), passed: z.int(), failed: z.int(), cost: CostTotal }),
})

/**
 * A run that was exported to be repeated: `assay-run.json`, `rows.jsonl` (a row a prompt, with its `__messages` and `__checks`), `catalog.json` (as `config.export` writes it) and `results.jsonl`, which is for reading.
 * Errors: INVALID_INPUT: it is none, of another version, too large, or names a path out of itself.
 */
export async function readPackage(bytes: Buffer | undefined, request: SuiteRequest, notes: Notes): Promise<ReadSuite> {
  const { file } = request
  const files = unpacked(bytes, file)
  const head = headOf(textIn(files, 'assay-run.json', file), file)
  const rows = jsonLines(textIn(files, 'rows.jsonl', file), `${file}: rows.jsonl`, notes)
    .map((row) => rowOf(row, notes))
    .filter((row) => row !== undefined)
  if (!request.partial) notes.refuseFlaws(`${file}: rows.jsonl`)
  if (rows.length === 0) throw refused(file, 'rows.jsonl holds no row')
  const isOne = rows.length === 1 && Object.keys(rows[0] ?? {}).length === 0
  const parsed = Batch.safeParse({
    ...head.batch,
    ...(request.name === undefined ? {} : { name: request.name }),
    ...(isOne ? {} : { dataset: rows }),
  })
  if (!parsed.success)
    throw refused(file, `its batch is none: ${parsed.error.issues[0]?.message ?? ''}`, {
      path: parsed.error.issues[0]?.path.join('.') ?? '',
    })
  const refs = head.batch.models.map((model) => (typeof model === 'object' ? model.ref : model)).filter((ref) => ref !== 'defaults')
  const { probes, passed, failed, cost } = head.summary
  return {
    format: 'package',
    batch: parsed.data,
    prompts: rows.length,
    checks: head.batch.checks.length + rows.filter((row) => own(row, checksColumn) !== undefined).length,
    notCarried: notes.list(),
    models: refs.map((ref) => ({ name: ref, refs: [ref], parameters: {} })),
    package: {
      catalog: files.has('catalog.json') ? textIn(files, 'catalog.json', file) : null,
      origin: { name: head.name, atMs: head.madeAtMs, probes, passed, failed, cost },
    },
  }
}

function unpacked(bytes: Buffer | undefined, file: string): ReadonlyMap<string, Uint8Array> {
  let [entries, total] = [0, 0]
  try {
    const found = unzipSync(bytes ?? new Uint8Array(), {
      filter: ({ name, size, originalSize }) => {
        entries += 1
        total += originalSize
        if (name.split(/[\\/]/).includes('..') || /^([\\/]|[A-Za-z]:)/.test(name))
          throw refused(file, `it names a path out of itself: ${shown(name)}`)
        if (entries > limits.entries) throw refused(file, `it holds more than ${limits.entries} files`)
        if (total > limits.bytes) throw refused(file, `it holds more than ${limits.bytes} bytes once it is unpacked`)
        if (originalSize > limits.ratioFromBytes && originalSize > size * limits.ratio)
          throw refused(file, `${shown(name)} unpacks to more than ${limits.ratio} times its size`)
        return name === 'assay-run.json' || name === 'rows.jsonl' || name === 'catalog.json'
      },
    })
    return new Map(Object.entries(found))
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw refused(file, `this is no package that can be read: ${cause instanceof Error ? cause.message : ''}`)
  }
}

function textIn(files: ReadonlyMap<string, Uint8Array>, name: string, file: string): string {
  const bytes = files.get(name)
  if (bytes === undefined) throw refused(file, `this is no package of a run: ${name} is missing`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw refused(file, `${name} is not valid UTF-8`)
  }
}

function headOf(text: string, file: string): z.infer<typeof PackageHead> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw refused(file, 'assay-run.json is no valid JSON')
  }
  const head = PackageHead.safeParse(value)
  if (head.success) return head.data
  const version = z.object({ format: z.literal('assay-run'), version: z.number() }).safeParse(value)
  if (version.success && version.data.version !== 1)
    throw refused(file, `it is a package of version ${version.data.version}, and this Assay reads version 1: take a newer one`, {
      path: 'version',
    })
  const [issue] = head.error.issues
  throw refused(file, `assay-run.json: ${issue?.message ?? 'it is none'}`, { path: issue?.path.join('.') ?? '' })
}

function rowOf({ line, values }: SourceRow, notes: Notes): Record<string, ReturnType<typeof cellOf>> | undefined {
  const before = notes.flaws
  for (const [name, schema] of ownColumns) {
    const text = own(values, name)
    if (text !== undefined && (typeof text !== 'string' || !schema.safeParse(jsonOf(text)).success))
      notes.flaw({ line, field: name }, `expected what a run has written, as JSON, got ${shown(text)}`)
  }
  return notes.flaws > before
    ? undefined
    : Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (name === '__proto__' ? [] : [[name, cellOf(value)]])))
}

const ownColumns = [[messagesColumn, z.array(Message).min(1)] as const, [checksColumn, RowChecks] as const]

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
