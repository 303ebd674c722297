import { describe, expect, it } from 'vitest'
import { isOurs, pageAddress } from './app-origin.ts'

describe('isOurs', () => {
  it.each(['assay-app://console/', 'assay-app://console/#/runs', 'assay-app://console/assets/a.js'])('knows %s', (url) => {
    expect(isOurs(url)).toBe(true)
  })

  it.each([
    'assay-app://elsewhere/',
    'assay-app://console.evil.example/',
    'assay-app://console:80/',
    'assay-app://user@console/',
    'assay://console/',
    'https://console/',
    'file:///console/',
    'data:text/html,assay-app://console/',
    'about:blank',
    'not a url',
    '',
  ])('refuses "%s"', (url) => {
    expect(isOurs(url)).toBe(false)
  })
})

describe('pageAddress', () => {
  it('is ours, with the route behind the hash', () => {
    expect(pageAddress('/runs')).toBe('assay-app://console/#/runs')
    expect(isOurs(pageAddress('/runs'))).toBe(true)
  })
})
