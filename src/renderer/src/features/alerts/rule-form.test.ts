import { describe, expect, it } from 'vitest'
import type { AlertCondition, AlertRule } from '#contract/alerts'
import type { ModelRef, ProviderKey } from '#contract/ids'
import { checkRule, emptyForm, fieldOf, formOf, ruleOf, withKind } from './rule-form.ts'
import { sayCondition } from './rule-words.ts'

const conditions: readonly AlertCondition[] = [
  { on: 'run_spend', aboveUsd: '2.50' },
  { on: 'day_spend', aboveUsd: '20', provider: 'openai' as ProviderKey },
  { on: 'month_spend', aboveUsd: '100' },
  { on: 'burn_rate', aboveUsdPerHour: '5', windowMinutes: 15 },
  { on: 'error_rate', above: 0.125, windowMinutes: 30, minCalls: 10, model: 'openai/gpt-5' as ModelRef },
  { on: 'latency', p95AboveMs: 2500, windowMinutes: 15, minCalls: 20 },
  { on: 'breaker_open', forMinutes: 0 },
  { on: 'pool_parked', forMinutes: 5 },
  { on: 'price_change', days: 7 },
  { on: 'departure', of: ['cost', 'failures'] },
]
const rule = (when: AlertCondition): AlertRule => ({ name: 'r', when, channels: ['desk'], quietMinutes: 60, isEnabled: true })

describe('a rule that is filled in', () => {
  it.each(conditions)('says the same rule that it was given: $on', (when) => {
    const form = formOf(rule(when))
    expect(checkRule(form, []).size).toBe(0)
    expect(ruleOf(form)).toEqual(rule(when))
  })

  it.each(conditions)('is told in a line: $on', (when) => {
    expect(sayCondition(when).length).toBeGreaterThan(5)
  })

  it('is refused at the fields that are wrong', () => {
    const form = {
      ...emptyForm('error_rate'),
      name: 'Bad Name',
      numbers: { above: '120', windowMinutes: '', minCalls: '0', quietMinutes: '1.5' },
    }
    expect([...checkRule(form, []).keys()]).toEqual(['name', 'above', 'windowMinutes', 'minCalls', 'quietMinutes'])
  })

  it('has a name of its own, and something to mind', () => {
    expect(checkRule({ ...emptyForm('departure'), name: 'a', of: [] }, ['a'])).toEqual(
      new Map([
        ['name', 'There is already a rule a.'],
        ['of', 'Choose at least one.'],
      ]),
    )
  })

  it('keeps what both kinds have when it minds something else', () => {
    const form = withKind(
      { ...emptyForm('latency'), name: 'a', numbers: { ...emptyForm('latency').numbers, windowMinutes: '45' } },
      'error_rate',
    )
    expect([form.name, form.numbers.windowMinutes]).toEqual(['a', '45'])
  })

  it.each([
    ['alertRules.2.when.aboveUsd', 'aboveUsd'],
    ['alertRules.0.name', 'name'],
    ['alertRules', undefined],
  ])('shows what the engine says of %s at its field', (path, field) => {
    expect(fieldOf(path)).toBe(field)
  })
})
