import { dirname, isAbsolute, relative, sep } from 'node:path'
import { Document, isCollection, isPair, isScalar, isSeq } from 'yaml'
import { z } from 'zod'
import { Batch } from '#contract/batch'
import { Check } from '#contract/check'
import { Scenarios } from '#contract/scenarios'
import type { AppError } from '#engine/failure'
import { batchLimits } from './document.ts'
import { invalidInput } from './input-error.ts'

/** What takes no more columns than this stands in one line. */
const lineColumns = 100

/**
 * A batch as a person would write it, in YAML: what is as it would be anyway is left out, and what is short stands in one line. `readBatch` of it gives the batch again.
 * `file`: where it will lie, if that is known; a dataset in its folder or below is named from there, any other by its whole path.
 * Errors: INVALID_INPUT where it would be larger than a batch file may be.
 */
export function formatBatch({ batch, file }: { readonly batch: Batch; readonly file?: string | undefined }): string {
  if (JSON.stringify(batch).length > batchLimits.bytes) throw tooLarge()
  const document = new Document(writtenOf(batch, file), { aliasDuplicateObjects: false })
  shortenRows(document.get('dataset'))
  shortenModels(document.get('models'))
  shorten(document.get('scenarios'))
  shortenRows(document.get('checks'))
  shorten(document.get('parameters'))
  const text = document.toString({ lineWidth: 0 }).replace(/(?![\n\t])\p{Cc}/gu, escaped)
  if (Buffer.byteLength(text, 'utf8') > batchLimits.bytes) throw tooLarge()
  return text
}

/** The fields in the order in which a batch is explained, without those that say what holds anyway. */
function writtenOf(
  { prompt, messages, dataset, scenarios, turns, checks, passWhen, models, samples, parameters, ...rest }: Batch,
  file: string | undefined,
): object {
  const { name, budgetUsd, allowFallback, allowDeprecated, allowUnpriced, cache, maxParallel, maxWaitMs } = rest
  return {
    name,
    ...(prompt === undefined ? {} : { prompt }),
    ...(messages === undefined ? {} : { messages }),
    ...(dataset === undefined ? {} : { dataset: typeof dataset === 'string' ? pathFrom(file, dataset) : dataset }),
    ...(scenarios === undefined ? {} : { scenarios: withoutDefaults(scenarios, Scenarios) }),
    ...(turns === undefined ? {} : { turns }),
    ...(checks.length === 0 ? {} : { checks: checks.map(writtenCheck) }),
    ...(passWhen === 'all' ? {} : { passWhen }),
    models,
    ...(samples === onceEach ? {} : { samples }),
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    ...(budgetUsd === undefined ? {} : { budgetUsd }),
    ...(allowFallback ? { allowFallback } : {}),
    ...(allowDeprecated ? { allowDeprecated } : {}),
    ...(allowUnpriced ? { allowUnpriced } : {}),
    ...(cache ? { cache } : {}),
    ...(maxParallel === undefined ? {} : { maxParallel }),
    ...(maxWaitMs === null ? {} : { maxWaitMs }),
  }
}

/** Its kind first, without what is so anyway. */
function writtenCheck(check: Check): object {
  const shape = Check.options.find((option) => option.shape.type.value === check.type)
  const own = shape === undefined ? check : withoutDefaults(check, shape)
  return check.type === 'all' || check.type === 'any' ? { ...own, checks: check.checks.map(writtenCheck) } : own
}

function withoutDefaults(values: object, { shape }: { readonly shape: Readonly<Record<string, z.core.$ZodType>> }): object {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => !isDefault(shape[name], value)))
}

function isDefault(schema: z.core.$ZodType | undefined, value: unknown): boolean {
  return value === undefined || (schema instanceof z.ZodDefault && schema.parse(undefined) === value)
}

const onceEach = Batch.shape.samples.parse(undefined)

function pathFrom(file: string | undefined, dataset: string): string {
  if (file === undefined || !isAbsolute(dataset)) return dataset
  const path = relative(dirname(file), dataset)
  return path === '' || isAbsolute(path) || path.split(sep)[0] === '..' ? dataset : path
}

/** Controls that JSON leaves as they are and a terminal may act on. YAML has them in double quotes alone, where this is how they are escaped. */
function escaped(control: string): string {
  return `\\x${control.charCodeAt(0).toString(16)}`
}

function shortenModels(models: unknown): void {
  if (isSeq(models) && models.items.every(isScalar)) shorten(models)
  else shortenRows(models)
}

function shortenRows(rows: unknown): void {
  if (isSeq(rows)) for (const row of rows.items) shorten(row)
}

/** Into one line, or what of it can be. */
function shorten(node: unknown): void {
  if (!isCollection(node)) return
  node.flow = lineLength(node.toJSON()) <= lineColumns
  if (!node.flow) for (const item of node.items) shorten(isPair(item) ? item.value : item)
}

/** Columns it takes in one line, about; without end where it holds a line break. */
function lineLength(value: unknown): number {
  if (typeof value === 'string') return value.includes('\n') ? Number.POSITIVE_INFINITY : value.length
  if (typeof value !== 'object' || value === null) return String(value).length
  return Object.entries(value).reduce((sum, [key, item]) => sum + (Array.isArray(value) ? 2 : key.length + 4) + lineLength(item), 2)
}

function tooLarge(): AppError {
  return invalidInput(undefined, [
    {
      path: 'dataset',
      message:
        'as a file it would be larger than the 1 MiB a batch file may have: put its rows into a csv or jsonl file and name that as dataset',
    },
  ])
}
