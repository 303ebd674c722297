import { describe, expect, it } from 'vitest'
import type { Failure } from '#contract/errors'
import { exitCodeOf } from './exit-code.ts'
import { sayFailure } from './say-failure.ts'

const cases: readonly (readonly [Failure, string, number])[] = [
  [
    { code: 'NOT_FOUND', what: 'model', name: 'openai/gpt', near: ['openai/gpt-5'] },
    'There is no model "openai/gpt". Did you mean openai/gpt-5?',
    2,
  ],
  [
    {
      code: 'INVALID_INPUT',
      source: 'b.yaml',
      issues: [{ path: 'sampels', line: 3, column: 1, message: 'is not known', suggestion: 'samples' }],
    },
    'b.yaml:3:1 sampels: is not known (did you mean samples?)',
    2,
  ],
  [
    { code: 'MODEL_UNAVAILABLE', models: [{ ref: 'openai/gpt-5x', reason: 'unknown', instead: ['openai/gpt-5'] }] },
    'There is no model "openai/gpt-5x". Did you mean openai/gpt-5?',
    2,
  ],
  [
    { code: 'MODEL_UNAVAILABLE', models: [{ ref: 'openai/gpt-4', reason: 'deprecated', instead: [] }] },
    'openai/gpt-4 is deprecated. To use it all the same, set allowDeprecated: true in the batch.',
    3,
  ],
  [
    { code: 'BUDGET_EXCEEDED', budgetNanoUsd: 1_000_000_000, neededNanoUsd: 2_500_000_000, scope: 'run' },
    'The run may cost $2.50, its budget is $1.00. Raise it with --budget, or ask for less: fewer models or samples, a smaller maxOutputTokens.',
    3,
  ],
  [
    { code: 'WORKSPACE_LOCKED', workspace: '/w', pid: 12, reason: 'not_answering' },
    'Process 12 holds the workspace /w and does not answer. Nothing was done.',
    2,
  ],
  [
    { code: 'STORAGE_FULL', folder: '/w', reason: 'read_only' },
    '/w cannot be written to. Allow this account to write there, or name another workspace with --workspace.',
    2,
  ],
  [
    { code: 'STORAGE_FULL', folder: '/w', reason: 'full', neededBytes: 3_000_000 },
    'The disk of /w is full. Free 3 MB, or name a workspace on another disk with --workspace.',
    2,
  ],
  [{ code: 'DATABASE_CORRUPT', file: '/w/assay.db', keptAs: '/w/kept', detail: 'bad page' }, '/w/assay.db is damaged: bad page.', 2],
  [
    { code: 'DATABASE_TOO_NEW', file: '/w/assay.db', found: 9, supported: 1 },
    '/w/assay.db was written by a newer assay (schema 9; this one knows 1). Nothing was changed.',
    2,
  ],
  [{ code: 'CONFLICT', what: 'provider', name: 'openai', reason: 'exists' }, 'There is already a provider "openai".', 3],
  [
    { code: 'FALLBACK_INVALID', model: 'a/one', fallback: '#9', reason: 'there is no such model', isStored: true, models: ['a/one'] },
    'The fallback a/one -> #9 is not valid: there is no such model.',
    3,
  ],
  [
    { code: 'FALLBACK_INVALID', model: 'a/one', fallback: 'a/two', reason: 'it is deprecated', isStored: false, models: [] },
    'The fallback a/one -> a/two would not be valid: it is deprecated. Nothing was changed.',
    3,
  ],
  [{ code: 'INTERNAL', reference: 'R1' }, 'Something went wrong inside assay. The log has the details under reference R1.', 4],
]

describe('sayFailure', () => {
  it.each(cases)('%j', (failure, sentence, exitCode) => {
    expect([sayFailure(failure)[0], exitCodeOf(failure)]).toEqual([sentence, exitCode])
  })
  it('names the way out of a fallback mapping that is not valid, and the models there are', () => {
    const facts = { model: 'a/one', fallback: 'a/two', reason: 'it is deprecated', isStored: true, models: ['a/one', 'b/three'] }
    expect(sayFailure({ code: 'FALLBACK_INVALID', ...facts }).slice(1)).toEqual([
      'Nothing runs until it is changed: assay models fallback clear a/one, or set another.',
      'Active models: a/one, b/three.',
    ])
  })
  it('lets no control character of an input reach the terminal', () => {
    const [said] = sayFailure({ code: 'INVALID_INPUT', issues: [{ path: '', message: 'odd \u001b[2J key' }] })
    expect(said).toBe('odd  key'.replace('  ', ' '))
  })
})
