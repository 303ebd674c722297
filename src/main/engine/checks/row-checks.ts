import type { Variables } from '#contract/batch'
import { type Check, type PassWhen, RowChecks } from '#contract/check'
import { checksColumn } from '#contract/own-columns'

export interface OwnChecks {
  readonly checks: readonly Check[]
  /** Undefined: as the batch has it. */
  readonly passWhen: PassWhen | undefined
}

const none: OwnChecks = { checks: [], passWhen: undefined }

/** Checks of this row alone; a sentence instead, where what it brings is none. An empty cell brings none. */
export function ownChecks(variables: Variables): OwnChecks | string {
  const cell = Object.hasOwn(variables, checksColumn) ? variables[checksColumn] : null
  if (cell === null || cell === undefined || cell === '') return none
  if (typeof cell !== 'string') return `${checksColumn} holds ${String(cell)}: expected a list of checks, as JSON`
  const parsed = parse(cell)
  if ('flaw' in parsed) return `${checksColumn} is no valid JSON: ${parsed.flaw}`
  const { value } = parsed
  if (typeof value !== 'object' || value === null) return `${checksColumn} holds ${cell}: expected a list of checks, as JSON`
  const read = RowChecks.safeParse(Array.isArray(value) ? { checks: value } : value)
  if (!read.success) return flawOf(read.error.issues)
  return Array.isArray(read.data) ? { checks: read.data, passWhen: undefined } : { checks: read.data.checks, passWhen: read.data.passWhen }
}

interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly errors?: readonly (readonly Issue[])[]
}

/** Of the two shapes it may have, what is wrong with the one it was read as. */
function flawOf(issues: readonly Issue[]): string {
  const [first] = issues.flatMap((issue) => issue.errors?.at(-1) ?? [issue])
  const place = (first?.path ?? []).map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('')
  return `${checksColumn}${place}: ${first?.message ?? 'these are no checks'}`
}

function parse(text: string): { readonly value: unknown } | { readonly flaw: string } {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    return { flaw: error instanceof Error ? error.message : String(error) }
  }
}
