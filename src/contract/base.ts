import { type ErrorMap, oc } from '@orpc/contract'
import { failureData } from './errors.ts'

type FailureErrors = { [Code in keyof typeof failureData]: { data: (typeof failureData)[Code] } }
const failures = Object.fromEntries(Object.entries(failureData).map(([code, data]) => [code, { data }])) as FailureErrors satisfies ErrorMap

/** What every procedure starts from: the closed union of failures, typed for the caller. */
export const base = oc.errors(failures)
