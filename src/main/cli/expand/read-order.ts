import path from 'node:path'
import { z } from 'zod'
import { ExpansionOrder } from '#contract/batches'
import type { CommandContext } from '../command.ts'
import { UsageError } from '../errors.ts'
import { readTextFile } from '../files.ts'
import { readCount, readUsd } from '../parse/read-values.ts'

/** An order as it is typed; what it does not name, a file may. */
export interface TypedOrder {
  readonly file: string | undefined
  readonly instruction: string | undefined
  readonly columns: readonly string[]
  readonly count: string | undefined
  readonly model: string | undefined
  readonly budget: string | undefined
}

/** The order that was typed, over that of its file. Throws UsageError naming what is missing or wrong. */
export async function readOrder({ workingFolder }: Pick<CommandContext, 'workingFolder'>, typed: TypedOrder): Promise<ExpansionOrder> {
  const inFile = typed.file === undefined ? {} : await readOrderFile(path.resolve(workingFolder, typed.file))
  const count = readCount('--count', typed.count, { min: 1, max: 1000 })
  const budgetUsd = readUsd('--budget', typed.budget)
  const order = {
    ...inFile,
    ...(typed.instruction !== undefined && { instruction: typed.instruction }),
    ...(typed.columns.length > 0 && { columns: typed.columns.map(readColumn) }),
    ...(count !== undefined && { count }),
    ...(typed.model !== undefined && { model: typed.model }),
    ...(budgetUsd !== undefined && { budgetUsd }),
  }
  const read = z.strictObject(ExpansionOrder.shape).safeParse(order)
  if (!read.success) throw new UsageError(read.error.issues.map((issue) => sayIssue(issue, typed.file)).join('\n'))
  return ExpansionOrder.parse(read.data)
}

/** `name`, `name:number`, `name:glad|sad`, each with `=what it is to hold`. */
export function readColumn(text: string): object {
  const [, name = text, type, about] = /^([^:=]*)(?::([^=]*))?(?:=(.*))?$/s.exec(text) ?? []
  return {
    name: name.trim(),
    ...(about !== undefined && { about }),
    ...(type !== undefined && (type.includes('|') ? { oneOf: type.split('|').map((value) => value.trim()) } : { type: type.trim() })),
  }
}

async function readOrderFile(file: string): Promise<object> {
  const { parseDocument } = await import('yaml')
  const document = parseDocument(await readTextFile(file))
  const [error] = document.errors
  if (error !== undefined) throw new UsageError(`${file}: ${error.message}`)
  const order: unknown = document.toJS({ maxAliasCount: 100 })
  if (typeof order !== 'object' || order === null || Array.isArray(order))
    throw new UsageError(`${file}: expected an order: instruction, columns and count.`)
  return order
}

function sayIssue({ path: place, message }: z.core.$ZodIssue, file: string | undefined): string {
  const [field = '', ...inner] = place.map(String)
  const flag = field === 'columns' ? '--column' : field === 'budgetUsd' ? '--budget' : `--${field}`
  const where = inner.length === 0 ? '' : ` (${inner.join('.')})`
  return `${file === undefined ? flag : `${file}: ${field}, or ${flag}`}${where}: ${message}.`
}
