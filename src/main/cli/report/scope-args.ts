import type { ArgsDef } from 'citty'
import { CallCode, CallMethod, CostState } from '#contract/calls'
import { ModelRef, ProviderKey, RunId } from '#contract/ids'
import { readAs, readInstant, readOptional } from '../parse/read-values.ts'

/** Which calls a report is about. */
export const scopeArgs = {
  from: { type: 'string', valueHint: 'INSTANT', description: 'Calls that started at or after this day or instant (UTC).' },
  to: { type: 'string', valueHint: 'INSTANT', description: 'Calls that started before this day or instant (UTC).' },
  run: { type: 'string', description: 'Only this run.' },
  provider: { type: 'string', valueHint: 'KEY', description: 'Only this provider.' },
  model: { type: 'string', valueHint: 'REF', description: 'Only this model.' },
  method: { type: 'enum', options: [...CallMethod.options], description: 'Only calls of this method.' },
  user: { type: 'string', description: 'Only calls of this user.' },
  code: { type: 'enum', options: [...CallCode.options], description: 'Only calls that ended as this.' },
  'cost-state': { type: 'enum', options: [...CostState.options], description: 'Only calls whose cost is that sure.' },
} satisfies ArgsDef

type Typed = { readonly [Name in keyof typeof scopeArgs]?: string | undefined }

export function readScope(args: Typed) {
  return {
    fromMs: readInstant('--from', args.from),
    toMs: readInstant('--to', args.to),
    run: readOptional(RunId, '--run', args.run),
    provider: readOptional(ProviderKey, '--provider', args.provider),
    model: readOptional(ModelRef, '--model', args.model),
    method: args.method === undefined ? undefined : readAs(CallMethod, '--method', args.method),
    user: args.user,
    code: args.code === undefined ? undefined : readAs(CallCode, '--code', args.code),
    costState: args['cost-state'] === undefined ? undefined : readAs(CostState, '--cost-state', args['cost-state']),
  }
}
