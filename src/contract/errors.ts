import { z } from 'zod'

/** One thing that is wrong with an input: where, what was expected, and what could be meant. `line` counts from 1. */
export const InputIssue = z.object({
  path: z.string(),
  line: z.int().optional(),
  column: z.int().optional(),
  message: z.string(),
  suggestion: z.string().optional(),
})
export type InputIssue = z.infer<typeof InputIssue>

/** Of a key: `no_credential`, there is none; `key_unbound`, it was given for another origin; `key_unconfirmed`, nobody has agreed to it; `key_insecure`, it would travel in clear. */
const UnavailableModel = z.object({
  ref: z.string(),
  reason: z.enum([
    'unknown',
    'deprecated',
    'no_credential',
    'key_unbound',
    'key_unconfirmed',
    'key_insecure',
    'provider_disabled',
    'no_default',
    'unpriced',
  ]),
  /** Models that could be used instead, nearest first; empty when there is none. */
  instead: z.array(z.string()),
})
export type UnavailableModel = z.infer<typeof UnavailableModel>

/** What a procedure answers when it refuses: facts by code; sentences are made where they are shown. */
export const failureData = {
  NOT_FOUND: z.object({ what: z.string(), name: z.string(), near: z.array(z.string()).optional() }),
  CONFLICT: z.object({
    what: z.string(),
    name: z.string(),
    reason: z.enum(['exists', 'changed', 'in_use', 'state']),
    detail: z.string().optional(),
    /** The revision that stands, and the values that meet: what was to be set and what somebody else has set meanwhile. */
    revision: z.int().optional(),
    fields: z.array(z.object({ name: z.string(), given: z.json(), standing: z.json() })).optional(),
  }),
  INVALID_INPUT: z.object({ source: z.string().optional(), issues: z.array(InputIssue) }),
  BUDGET_EXCEEDED: z.object({ budgetNanoUsd: z.int(), neededNanoUsd: z.int(), scope: z.enum(['run', 'call', 'day', 'month']) }),
  BUDGET_UNPRICED: z.object({ models: z.array(z.string()) }),
  MODEL_UNAVAILABLE: z.object({ models: z.array(UnavailableModel) }),
  /** A pair of the fallback mapping cannot be obeyed. `isStored`: it stands, and nothing runs until it is changed; else it was refused, and nothing changed. */
  FALLBACK_INVALID: z.object({
    model: z.string(),
    fallback: z.string(),
    reason: z.string(),
    isStored: z.boolean(),
    /** Active models, by ref. */
    models: z.array(z.string()),
  }),
  WORKSPACE_LOCKED: z.object({ workspace: z.string(), pid: z.int().optional(), reason: z.enum(['held', 'not_answering', 'superseded']) }),
  DATABASE_TOO_NEW: z.object({ file: z.string(), found: z.int(), supported: z.int() }),
  DATABASE_CORRUPT: z.object({ file: z.string(), keptAs: z.string().optional(), detail: z.string() }),
  STORAGE_FULL: z.object({ folder: z.string(), neededBytes: z.int().optional(), reason: z.enum(['full', 'read_only', 'io']) }),
  INTERNAL: z.object({ reference: z.string() }),
} as const

export type FailureCode = keyof typeof failureData
export type Failure = { [Code in FailureCode]: { readonly code: Code } & Readonly<z.infer<(typeof failureData)[Code]>> }[FailureCode]

/** Closes a switch over a union: reached only when a case is missing, which does not compile. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}
