import { describe, expect, it } from 'vitest'
import type { LedgerCall, LedgerEntry } from '#contract/ledger'
import { formatSecond, keyOfEntry, sayAbout, sayKind, sayMaybe, sayState, upperBound } from './ledger-words.ts'

const call = {
  ...{ id: '01JD0000000000000000000000', method: 'probe', kind: 'retry', number: 2, state: 'failed', code: 'RATE_LIMITED' },
  ...{ httpStatus: 429, requestModel: 'openai/gpt-5', servedModel: 'openai/gpt-5-mini' },
} as LedgerCall
const ofCall: LedgerEntry = { entry: 'call', seq: 7, atMs: 0 as LedgerEntry['atMs'], call }

describe('an entry in words', () => {
  it('says of a call what it was, whom it was sent to and what came of it', () => {
    expect(sayKind(ofCall)).toBe('Call: probe, retry (2)')
    expect(sayAbout(ofCall)).toBe('openai/gpt-5 → openai/gpt-5-mini')
    expect(sayState(ofCall)).toEqual({ tone: 'bad', word: 'Too fast for the provider (429)' })
    expect(keyOfEntry(ofCall)).toBe('call:01JD0000000000000000000000')
  })

  it('tells what may have been billed by its bound, and nothing else by one', () => {
    const maybe = { costState: 'maybe_billed', costUpperNanoUsd: 1_234_567 } as LedgerCall
    expect(upperBound(maybe)).toBe('$0.00123')
    expect(sayMaybe(maybe)).toContain('at most $0.001234567')
    expect(upperBound({ costState: 'unknown', costUpperNanoUsd: null })).toBeUndefined()
    expect(upperBound({ costState: 'computed', costUpperNanoUsd: 5 } as LedgerCall)).toBeUndefined()
  })

  it('tells an instant to the second', () => {
    const now = new Date(2026, 10, 21, 18).getTime()
    expect(formatSecond(new Date(2026, 10, 21, 14, 5, 9).getTime(), now)).toBe('14:05:09')
    expect(formatSecond(new Date(2026, 10, 3, 14, 5, 9).getTime(), now)).toBe('3 Nov 14:05:09')
    expect(formatSecond(new Date(2025, 10, 3, 14, 5, 9).getTime(), now)).toBe('3 Nov 2025 14:05')
  })
})
