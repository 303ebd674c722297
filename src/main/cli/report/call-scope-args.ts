import type { ArgsDef, ParsedArgs } from 'citty'
import type { CallScope } from '#contract/call-scope'
import { UsageError } from '../errors.ts'
import { callFilterArgs, readLedgerFilter } from '../ledger/filter-args.ts'
import { didYouMean } from '../parse/did-you-mean.ts'
import { readCount } from '../parse/read-values.ts'

const { from, to, run, user, service, provider, model, method, decision, kind, code } = callFilterArgs

/** Which calls a question is about. */
export const scopeArgs = {
  ...{ from, to, run, user, service, provider, model, 'served-model': callFilterArgs['served-model'] },
  ...{ method, decision, kind, code, 'cost-state': callFilterArgs['cost-state'] },
} as const satisfies ArgsDef

/** The same of a question about costs, or about how calls fared. */
export const callScopeArgs = {
  ...scopeArgs,
  'min-calls': { type: 'string', valueHint: 'N', description: 'Only groups of as many calls at least.' },
} as const satisfies ArgsDef

/** How they are grouped. */
export const zoneArgs = {
  'time-zone': {
    type: 'string',
    valueHint: 'ZONE',
    description: 'Whose days, weeks and months are meant, such as Europe/Berlin; UTC unless told.',
  },
} as const satisfies ArgsDef

export function readScope(args: Partial<ParsedArgs<typeof scopeArgs>>, rawArgs: readonly string[]): CallScope {
  const filter = readLedgerFilter(args, rawArgs)
  const { fromMs, toMs, run, user, service, provider, model, servedModel, method, decision, kind, code, costState } = filter
  return { fromMs, toMs, run, user, service, provider, model, servedModel, method, decision, kind, code, costState }
}

export function readCallScope(
  args: Partial<ParsedArgs<typeof callScopeArgs>>,
  rawArgs: readonly string[],
): CallScope & { minCalls: number | undefined } {
  return { ...readScope(args, rawArgs), minCalls: readCount('--min-calls', args['min-calls'], { min: 1, max: 1_000_000_000 }) }
}

/** What `--group-by` names, of the dimensions there are. Throws UsageError naming what is none. */
export function readGroups<Dimension extends string>(text: string | undefined, dimensions: readonly Dimension[]): Dimension[] | undefined {
  return text?.split(',').map((typed) => {
    const name = typed.trim().replaceAll('-', '_')
    const dimension = dimensions.find((each) => each === name)
    if (dimension !== undefined) return dimension
    throw new UsageError(`--group-by: "${name}" is none of ${dimensions.join(', ')}.${didYouMean(name, dimensions)}`)
  })
}
