import type { ArgsDef, ParsedArgs } from 'citty'
import { z } from 'zod'
import { UsdText } from '#contract/batch'
import { OutputKind } from '#contract/call-scope'
import { AttemptKind, AttemptState, CallCode, CallMethod, CostState, WaitCause } from '#contract/calls'
import { EventKind } from '#contract/events'
import { ModelRef, ProviderKey, RunId } from '#contract/ids'
import { type LedgerFilter, LedgerKind } from '#contract/ledger'
import type { NanoUsd } from '#contract/units'
import { readAs, readInstant, readOnOff, readOptional } from '../parse/read-values.ts'
import { repeated } from '../parse/repeated.ts'

const settled = AttemptState.exclude(['started'])

/** What calls are picked by. */
export const callFilterArgs = {
  from: { type: 'string', valueHint: 'INSTANT', description: 'Since this day or instant (UTC); calls that started then.' },
  to: { type: 'string', valueHint: 'INSTANT', description: 'Before this day or instant (UTC).' },
  run: { type: 'string', description: 'Only of this run.' },
  user: { type: 'string', valueHint: 'NAME', description: 'Only of this user.' },
  service: { type: 'string', valueHint: 'NAME', description: 'Only calls that were sent to this model or provider.' },
  provider: { type: 'string', valueHint: 'KEY', description: 'Only calls that were sent to this provider.' },
  model: { type: 'string', valueHint: 'REF', description: 'Only calls for which this model was asked.' },
  'served-model': { type: 'string', valueHint: 'REF', description: 'Only calls that were sent to this model.' },
  method: { type: 'enum', options: [...CallMethod.options], description: 'Only calls of this method.' },
  decision: { type: 'enum', options: [...OutputKind.options], description: 'Only calls that were asked for this kind of answer.' },
  kind: { type: 'enum', options: [...AttemptKind.options], description: 'Only calls of this kind.' },
  answered: { type: 'string', valueHint: 'on|off', description: 'Only calls that were answered (on), or were not (off).' },
  code: { type: 'enum', options: [...CallCode.options], description: 'Only calls that ended as this.' },
  'http-status': { type: 'string', valueHint: 'N', description: 'Only calls of this status.' },
  'cost-state': { type: 'enum', options: [...CostState.options], description: 'Only calls whose cost is so sure.' },
  'wait-cause': { type: 'enum', options: [...WaitCause.options], description: 'Only calls that waited for this.' },
  'min-ms': { type: 'string', valueHint: 'MS', description: 'Only calls that took as long at least.' },
  'max-ms': { type: 'string', valueHint: 'MS', description: 'Only calls that took as long at most.' },
  'min-cost': { type: 'string', valueHint: 'USD', description: 'Only calls that cost as much at least.' },
  'max-cost': { type: 'string', valueHint: 'USD', description: 'Only calls that cost as much at most.' },
} as const satisfies ArgsDef

export const ledgerFilterArgs = {
  entry: { type: 'enum', options: [...LedgerKind.options], description: 'Only entries of this sort.' },
  'event-kind': { type: 'enum', options: [...EventKind.options], description: 'Only events of this kind.' },
  state: { type: 'enum', options: [...settled.options], description: 'Only calls that ended so.' },
  ...callFilterArgs,
} as const satisfies ArgsDef

export const moreThanOnce = 'Flags that name something may be given more than once: any of them.'

type Typed = ParsedArgs<typeof ledgerFilterArgs>

/** The filter as it was typed. Throws UsageError naming the flag and what was got. */
export function readLedgerFilter(args: Partial<Typed>, rawArgs: readonly string[]): LedgerFilter {
  const all = <Schema extends z.ZodType>(flag: string, schema: Schema): z.output<Schema>[] | undefined => {
    const typed = repeated(rawArgs, flag)
    return typed.length === 0 ? undefined : typed.map((text) => readAs(schema, `--${flag}`, text))
  }
  return {
    entry: all('entry', LedgerKind),
    eventKind: all('event-kind', EventKind),
    fromMs: readInstant('--from', args.from),
    toMs: readInstant('--to', args.to),
    run: all('run', RunId),
    user: all('user', z.string().max(200)),
    service: all('service', z.union([ModelRef, ProviderKey])),
    provider: all('provider', ProviderKey),
    model: all('model', ModelRef),
    servedModel: all('served-model', ModelRef),
    method: all('method', CallMethod),
    decision: all('decision', OutputKind),
    kind: all('kind', AttemptKind),
    isAnswered: readOnOff('--answered', args.answered),
    state: all('state', settled),
    code: all('code', CallCode),
    httpStatus: all('http-status', z.coerce.number<string>().int().min(100).max(599)),
    costState: all('cost-state', CostState),
    waitCause: all('wait-cause', WaitCause),
    minDurationMs: readOptional(z.coerce.number<string>().min(0), '--min-ms', args['min-ms']),
    maxDurationMs: readOptional(z.coerce.number<string>().min(0), '--max-ms', args['max-ms']),
    minCostNanoUsd: readNanoUsd('--min-cost', args['min-cost']),
    maxCostNanoUsd: readNanoUsd('--max-cost', args['max-cost']),
  }
}

/** Dollars to the billionth; what is beyond that is left off. */
function readNanoUsd(name: string, text: string | undefined): NanoUsd | undefined {
  const usd = readOptional(UsdText, name, text)
  if (usd === undefined) return undefined
  const [whole = '0', fraction = ''] = usd.split('.')
  return (Number(whole) * 1_000_000_000 + Number(fraction.slice(0, 9).padEnd(9, '0'))) as NanoUsd
}
