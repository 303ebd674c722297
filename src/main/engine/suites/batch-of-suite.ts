import { Batch } from '#contract/batch'
import { type PassWhen, RowChecks } from '#contract/check'
import { checksColumn, messagesColumn } from '#contract/own-columns'
import { type Notes, refused } from './notes.ts'
import type { CheckInput, Suite, SuiteRequest, SuiteRow } from './suite.ts'

/** What becomes of a suite, but for its models: those are for whom knows the catalog. Errors: INVALID_INPUT where nothing is left of it, or what is left is no batch. */
export function batchOfSuite(
  suite: Suite,
  name: string,
  { file, partial }: Pick<SuiteRequest, 'file' | 'partial'>,
  notes: Notes,
): { readonly batch: Batch; readonly checks: number } {
  const { checks, passWhen, rows } = hoisted(suite)
  if (rows.length === 0) throw refused(file, 'nothing in it can be sent: expected at least one row')
  const written = rows.map((row) => writtenRow(row, notes)).filter((row) => row !== undefined)
  if (!partial) notes.refuseFlaws(file)
  if (written.length === 0) throw refused(file, 'nothing in it can be sent: every row is flawed')
  const isOne = written.length === 1 && Object.keys(written[0] ?? {}).length === 0
  const parsed = Batch.safeParse({
    name: name.slice(0, 200),
    ...suite.template,
    ...(isOne ? {} : { dataset: written }),
    checks,
    ...(passWhen === undefined ? {} : { passWhen }),
    models: ['defaults'],
    ...(suite.samples === undefined ? {} : { samples: suite.samples }),
    ...(suite.maxParallel === undefined ? {} : { maxParallel: suite.maxParallel }),
    ...(suite.cache === undefined ? {} : { cache: suite.cache }),
  })
  if (!parsed.success)
    throw refused(file, `it makes no batch: ${parsed.error.issues[0]?.message ?? ''}`, {
      path: parsed.error.issues[0]?.path.join('.') ?? '',
    })
  return { batch: parsed.data, checks: checks.length + rows.reduce((sum, row) => sum + (row.checks?.length ?? 0), 0) }
}

interface Hoisted {
  readonly checks: readonly CheckInput[]
  readonly passWhen: PassWhen | undefined
  readonly rows: readonly SuiteRow[]
}

/** What every row asks of its answer is asked by the batch, so that results tell it by what it expects. */
function hoisted({ checks = [], passWhen, rows }: Suite): Hoisted {
  const [first] = rows
  const common = JSON.stringify([first?.checks ?? [], first?.passWhen ?? null])
  const isCommon =
    first?.checks !== undefined &&
    first.checks.length > 0 &&
    rows.every((row) => JSON.stringify([row.checks ?? [], row.passWhen ?? null]) === common)
  if (!isCommon || checks.length + first.checks.length > 100) return { checks, passWhen, rows }
  return {
    checks: [...checks, ...first.checks],
    passWhen: first.passWhen ?? passWhen,
    rows: rows.map(({ checks: _, passWhen: __, ...row }) => row),
  }
}

/** A row as a dataset has it; undefined, and noted as a flaw, where its checks are none. */
function writtenRow({ line, variables, messages, checks = [], passWhen }: SuiteRow, notes: Notes): Record<string, unknown> | undefined {
  const own = passWhen === undefined ? checks : { checks, passWhen }
  const read = RowChecks.safeParse(own)
  if (!read.success) {
    const [issue] = read.error.issues
    notes.flaw({ line, field: `checks.${issue?.path.join('.') ?? ''}` }, issue?.message ?? 'expected checks')
    return undefined
  }
  return {
    ...variables,
    ...(messages === undefined ? {} : { [messagesColumn]: JSON.stringify(messages) }),
    ...(checks.length === 0 && passWhen === undefined ? {} : { [checksColumn]: JSON.stringify(own) }),
  }
}
