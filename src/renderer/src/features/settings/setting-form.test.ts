import { describe, expect, it } from 'vitest'
import { type Setting, SettingKey } from '#contract/settings'
import type { Value } from '#renderer/parts'
import { checkSetting, fieldOf, fieldsOf, formOf, settingValue, withoutPause, withPause, withTheirs } from './setting-form.ts'
import { settingGroups, settingsElsewhere } from './setting-groups.ts'

const breaker = {
  ...{ failureThreshold: 5, failureRatio: 0.5, minimumCalls: 20, windowMs: 60_000 },
  ...{ openDurationMs: 30_000, multiplier: 2, maxOpenDurationMs: 600_000, successThreshold: 2 },
}
const values: { readonly [Key in SettingKey]?: Value } = {
  ...{ rateLimitBackoffMs: [30_000, 60_000], maxAttempts: 5, retryInitialDelayMs: 500, retryMaxDelayMs: 60_000 },
  ...{ retryBudget: { ratio: 0.29, floor: 10 }, breaker, assumedOutputTokens: 300, maxCostPerCallUsd: null, monthBudgetUsd: '12.50' },
  ...{ providerDayBudgetsUsd: { 'a.b': '3' }, timeZone: 'UTC', scenarioExpansionModel: null, judgeModel: 'openai/gpt-5' },
  answerCacheDays: 30,
  retention: {
    ...{ bodies: { olderThanDays: 30, largerThanMb: null }, events: { olderThanDays: null, largerThanMb: null } },
    attempts: { olderThanDays: 90, largerThanMb: 5000 },
  },
}

const formKeys = SettingKey.options.filter((key) => !settingsElsewhere.includes(key))

describe('the form of a setting', () => {
  it.each(formKeys)('says the same value that it was given: %s', (key) => {
    const form = formOf(key, values[key] ?? null, ['openai'])
    expect(checkSetting(key, form)).toEqual(new Map())
    expect(settingValue(key, form)).toEqual(values[key] ?? null)
  })

  it.each(formKeys)('says a range at every field: %s', (key) => {
    const fields = fieldsOf(key, formOf(key, values[key] ?? null, ['openai']))
    expect(fields.length).toBeGreaterThan(0)
    for (const { range, label } of fields) expect([range !== '', label !== '']).toEqual([true, true])
  })

  it('stands in one group, among the models of the app, or on a page of its own', () => {
    const grouped = settingGroups.flatMap(({ keys }) => keys)
    expect([...grouped, 'scenarioExpansionModel', 'judgeModel', ...settingsElsewhere].toSorted()).toEqual(SettingKey.options.toSorted())
  })

  it('refuses what is out of range at its field, with the range', () => {
    expect(checkSetting('maxAttempts', { maxAttempts: '21' }).get('maxAttempts')).toBe(
      'Out of range: 1 to 20 attempts, the first included.',
    )
    expect(checkSetting('breaker', { ...formOf('breaker', breaker, []), failureRatio: '101' }).get('failureRatio')).toBe(
      'Out of range: 0 to 100 %.',
    )
    expect(checkSetting('rateLimitBackoffMs', { '0': '30', '1': '0.5' })).toEqual(new Map([['1', 'Out of range: 1 to 86,400 seconds.']]))
    expect(checkSetting('monthBudgetUsd', { monthBudgetUsd: '-1' }).get('monthBudgetUsd')).toContain('0 to 999,999')
    expect(checkSetting('monthBudgetUsd', { monthBudgetUsd: '' }).size).toBe(0)
  })

  it('offers a budget for each provider, and keeps one whose provider is not there', () => {
    expect(formOf('providerDayBudgetsUsd', { gone: '1' }, ['openai', 'anthropic'])).toEqual({ anthropic: '', gone: '1', openai: '' })
  })

  it('shows what the engine says of a part at its field', () => {
    expect([fieldOf('breaker', 'breaker.windowMs'), fieldOf('maxAttempts', 'maxAttempts'), fieldOf('breaker', 'other')]).toEqual([
      ...['windowMs', 'maxAttempts', undefined],
    ])
    expect(fieldOf('providerDayBudgetsUsd', 'providerDayBudgetsUsd.a.b')).toBe('a.b')
    expect(fieldOf('retryInitialDelayMs', 'retryInitialDelayMs')).toBe('retryInitialDelayMs')
  })
})

describe('a schedule of pauses', () => {
  it('gets one more as long as its last, and loses any', () => {
    const form = { ...formOf('rateLimitBackoffMs', [1000, 2000], []), reason: 'why' }
    expect(withPause(form)).toEqual({ '0': '1', '1': '2', '2': '2', reason: 'why' })
    expect(settingValue('rateLimitBackoffMs', withoutPause(withPause(form), '0'))).toEqual([2000, 2000])
  })
})

it('what somebody else has set takes the place of what was typed', () => {
  const setting = { key: 'monthBudgetUsd', value: null, default: null, isDefault: true, revision: 0 } as Setting
  expect(withTheirs(setting, { monthBudgetUsd: '5', reason: 'x' }, new Map([['value', '7']]), [])).toEqual({
    monthBudgetUsd: '7',
    reason: 'x',
  })
  expect(withTheirs(setting, { monthBudgetUsd: '5' }, new Map(), [])).toEqual({ monthBudgetUsd: '5' })
})
