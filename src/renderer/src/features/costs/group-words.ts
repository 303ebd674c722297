import type { AttemptKind, CallCode, CallMethod } from '#contract/calls'
import { sayCode } from '#renderer/lib'
import { attemptKindWords, methodWords } from '#renderer/parts'
import type { Breakdown } from './search.ts'

export const breakdownWords: Readonly<Record<Breakdown, string>> = {
  model: 'Model',
  provider: 'Provider',
  run: 'Run',
  user: 'User',
  method: 'Method',
  kind: 'Attempt',
  code: 'Outcome',
}

/** What a group is called; null: what calls without one have in common. */
export function sayGroup(by: Breakdown, value: string | null, nameOfRun: (run: string) => string): string {
  switch (by) {
    case 'run':
      return value === null ? 'No run' : nameOfRun(value)
    case 'method':
      return methodWords[value as CallMethod] ?? value ?? 'None'
    case 'kind':
      return attemptKindWords[value as AttemptKind] ?? value ?? 'None'
    case 'code':
      return value === null ? 'Answered' : sayCode(value as CallCode)
    case 'user':
      return value ?? 'Nobody'
    case 'model':
    case 'provider':
      return value ?? 'None'
  }
}
