import type { ArgsDef } from 'citty'
import { Reason } from '#contract/audit'
import { readCount, readOptional } from './read-values.ts'

/** Every edit takes them. */
export const reasonArg = {
  reason: { type: 'string', valueHint: 'TEXT', description: 'Why, for the history: at most 500 characters.' },
} as const satisfies ArgsDef

/** Every edit of something that is there takes them. */
export const editArgs = {
  'if-revision': {
    type: 'string',
    valueHint: 'N',
    description: 'Only while this is its revision, as --json shows it; else nothing is changed.',
  },
  ...reasonArg,
} as const satisfies ArgsDef

export function readReason(args: { readonly reason: string | undefined }): { readonly reason: string | undefined } {
  return { reason: readOptional(Reason, '--reason', args.reason) }
}

export function readEdit(args: { readonly reason: string | undefined; readonly 'if-revision': string | undefined }) {
  return { revision: readCount('--if-revision', args['if-revision'], { min: 0, max: 1_000_000_000 }), ...readReason(args) }
}
