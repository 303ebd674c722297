import { describe, expect, it } from 'vitest'
import { AttemptState, WaitCause } from '#contract/calls'
import { EventKind } from '#contract/events'
import { LedgerFilter, LedgerKind } from '#contract/ledger'
import { endStates, entryKinds, eventKinds, waitCauses } from './filter-names.ts'
import { callFilterOf, filterOf, hasCalls } from './ledger-query.ts'
import { readLedgerSearch } from './search.ts'

const run = '01JD0000000000000000000000'

describe('the address of the ledger', () => {
  it('asks for everything that it says, as the contract takes it', () => {
    const search = readLedgerSearch({
      last: '7d',
      entry: 'call',
      provider: 'openai',
      service: 'openai/gpt-5',
      model: 'openai/gpt-5-mini',
      served: 'openai/gpt-5',
      run,
      method: 'probe,judge',
      user: 'ana',
      decision: 'text',
      kind: 'retry',
      code: 'TIMEOUT',
      cost: 'unknown',
      answered: 'no',
      state: 'failed',
      http: '429,500',
      wait: 'breaker',
      minMs: 250,
      maxMs: '1e3',
      minUsd: 0.0000025,
      maxUsd: 1.5,
    })
    expect(LedgerFilter.parse(filterOf(search, 604_800_500))).toEqual({
      fromMs: 500,
      entry: ['call'],
      provider: ['openai'],
      service: ['openai/gpt-5'],
      model: ['openai/gpt-5-mini'],
      servedModel: ['openai/gpt-5'],
      run: [run],
      method: ['probe', 'judge'],
      user: ['ana'],
      decision: ['text'],
      kind: ['retry'],
      code: ['TIMEOUT'],
      costState: ['unknown'],
      isAnswered: false,
      state: ['failed'],
      httpStatus: [429, 500],
      waitCause: ['breaker'],
      minDurationMs: 250,
      maxDurationMs: 1000,
      minCostNanoUsd: 2500,
      maxCostNanoUsd: 1_500_000_000,
    })
  })

  it('passes over what makes no sense, whatever it is', () => {
    const nonsense = {
      entry: 'probe',
      event: 7,
      answered: 'maybe',
      state: 'started',
      http: '99,600,abc',
      wait: { a: 1 },
      minMs: -5,
      maxMs: 'long',
      minUsd: Number.NaN,
      maxUsd: 1e12,
      find: '   ',
      open: 'call:1',
      live: 'on',
      sort: 'cost',
    }
    expect(readLedgerSearch(nonsense)).toEqual({})
  })

  it('keeps a text, the open entry and that nothing is followed beside the filter', () => {
    const search = readLedgerSearch({ find: ' Paris ', open: `event:${run}`, live: 'off', http: 404 })
    expect(search).toEqual({ find: 'Paris', open: `event:${run}`, live: 'off', http: '404' })
    expect(filterOf(search, 0)).toEqual({ httpStatus: [404] })
  })

  it('says whether calls are among what is shown, which alone are exported', () => {
    expect([{}, { entry: 'call,event' }, { entry: 'audit' }, { event: 'park' }].map(hasCalls)).toEqual([true, true, false, false])
    expect(callFilterOf({ entry: 'event', event: 'park', code: 'AUTH' }, 0)).toEqual({ code: ['AUTH'] })
  })

  it('knows every name that the contract has', () => {
    expect(entryKinds).toEqual(LedgerKind.options)
    expect(eventKinds.toSorted()).toEqual(EventKind.options.toSorted())
    expect(['started', ...endStates]).toEqual(AttemptState.options)
    expect(waitCauses).toEqual(WaitCause.options)
  })
})
