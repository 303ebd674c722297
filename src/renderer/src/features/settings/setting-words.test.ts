import { expect, it } from 'vitest'
import { InfraModel, type Setting } from '#contract/settings'
import { saySource, sayVia, sayWarning } from './setting-words.ts'

it.each(InfraModel.shape.warning.unwrap().options)('a model that is not asked says why, and where that is mended: %s', (warning) => {
  const told = sayWarning({ set: 'a/b' as InfraModel['set'], warning })
  expect(told?.words).toContain('a/b')
  expect(told?.leadsTo).toMatch(/^\/(keys|models|providers)$/)
})

it('nothing is to be minded where nothing is wrong', () => {
  expect(sayWarning({ set: null, warning: null })).toBeUndefined()
  expect(sayVia({ via: null })).toBe('nothing can be asked')
})

it('a value that was set says its default', () => {
  const setting: Setting = { key: 'maxAttempts', value: 3, default: 5, isDefault: false, revision: 2 }
  expect(saySource(setting)).toBe('set; default: 5')
  expect(saySource({ ...setting, isDefault: true })).toBe('default')
})
