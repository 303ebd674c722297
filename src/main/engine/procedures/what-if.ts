import type { Implementer } from './caller.ts'
import type { Services } from './services.ts'

export function whatIfProcedures(os: Implementer, { whatIf }: Services) {
  return {
    compare: os.whatIf.compare.handler(({ input, signal }) => whatIf.compare(input, signal ?? new AbortController().signal)),
  }
}
