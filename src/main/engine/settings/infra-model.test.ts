import { describe, expect, it } from 'vitest'
import type { Availability, Model } from '#contract/catalog'
import type { ModelRef } from '#contract/ids'
import type { PriceVersion } from '#contract/prices'
import type { EpochMs } from '#contract/units'
import { resolveInfraModel } from './infra-model.ts'

const nowMs = 1_000_000_000_000 as EpochMs
const day = 86_400_000
const ref = (text: string) => text as ModelRef

interface ModelFacts {
  readonly availability?: Availability
  readonly sunsetAtMs?: number
  readonly isPriced?: boolean
}

function modelOf(name: string, { availability = 'available', sunsetAtMs, isPriced = true }: ModelFacts = {}): Model {
  const [provider = '', wireId = ''] = name.split('/')
  return {
    ...{ ref: ref(name), provider, wireId, name, status: availability === 'deprecated' ? 'deprecated' : 'active', isDefault: false },
    ...{ pool: 'default', contextWindow: null, maxOutput: null, capabilities: {}, sunsetAtMs: sunsetAtMs ?? null, fallback: null },
    ...{ availability, price: isPriced ? ({} as PriceVersion) : null, revision: 1 },
  } as Model
}

interface Case {
  readonly set?: string | null
  readonly model?: ModelFacts
  readonly defaults?: readonly Model[]
}

const defaults = [modelOf('simulator/pretend'), modelOf('openai/mini'), modelOf('anthropic/small')]

function resolved({ set = null, model, defaults: given = defaults }: Case) {
  const { task, setting, ...rest } = resolveInfraModel({
    ...{ task: 'judge', set: set === null ? null : ref(set), simulated: new Set(['simulator']), defaults: given, nowMs },
    model: set === null || model === undefined ? undefined : modelOf(set, model),
  })
  expect([task, setting]).toEqual(['judge', 'judgeModel'])
  return rest
}

describe('the model of a task', () => {
  it('is the set one while it can be asked', () => {
    expect(resolved({ set: 'openai/judge', model: {} })).toEqual({
      ...{ set: 'openai/judge', model: 'openai/judge', via: 'setting', warning: null },
    })
  })

  it.each(['deprecated', 'no_credential', 'provider_disabled', 'stopped'] as const)(
    'that is set and %s is not asked, and says so: the default of its provider is',
    (availability) => {
      expect(resolved({ set: 'openai/judge', model: { availability } })).toEqual({
        ...{ set: 'openai/judge', model: 'openai/mini', via: 'provider_default', warning: availability },
      })
    },
  )

  it('is the first default that can be asked, by provider, where its own provider has none that can', () => {
    const without = defaults.filter(({ provider }) => provider !== 'openai')
    const stopped = [...without, modelOf('openai/mini', { availability: 'stopped' })]
    for (const given of [without, stopped])
      expect(resolved({ set: 'openai/judge', model: { availability: 'stopped' }, defaults: given })).toMatchObject({
        ...{ model: 'anthropic/small', via: 'any_default', warning: 'stopped' },
      })
  })

  it('is a default where none is set, and there is nothing to warn of', () => {
    expect(resolved({})).toEqual({ set: null, model: 'anthropic/small', via: 'any_default', warning: null })
  })

  it('is a simulated one only where no other can be asked, whatever the provider is called', () => {
    const [simulated = modelOf('simulator/pretend')] = defaults
    expect(resolved({ defaults: [simulated, modelOf('xai/grok')] })).toMatchObject({ model: 'xai/grok' })
    expect(resolved({ defaults: [simulated, modelOf('xai/grok', { availability: 'no_credential' })] })).toMatchObject({
      ...{ model: 'simulator/pretend', via: 'any_default' },
    })
  })

  it('is none where nothing can be asked', () => {
    expect(resolved({ defaults: [modelOf('xai/grok', { availability: 'no_credential' })] })).toEqual({
      ...{ set: null, model: null, via: null, warning: null },
    })
  })

  it('that is set and gone from the catalog says so, and its provider’s default is asked', () => {
    expect(resolved({ set: 'openai/judge' })).toMatchObject({ model: 'openai/mini', via: 'provider_default', warning: 'gone' })
    expect(resolved({ set: 'azure/judge' })).toMatchObject({ model: 'anthropic/small', via: 'any_default', warning: 'gone' })
  })

  it.each([
    ['in 30 days', nowMs + 30 * day, 'sunset_soon'],
    ['in more than 30 days', nowMs + 30 * day + 1, null],
    ['for a day that is past', nowMs - day, 'sunset_soon'],
  ] as const)('whose end is announced %s is asked, and the warning is right', (_, sunsetAtMs, warning) => {
    expect(resolved({ set: 'openai/judge', model: { sunsetAtMs } })).toMatchObject({ model: 'openai/judge', via: 'setting', warning })
  })

  it('without a price is asked, with a warning', () => {
    expect(resolved({ set: 'openai/judge', model: { isPriced: false } })).toMatchObject({ model: 'openai/judge', warning: 'unpriced' })
  })
})
