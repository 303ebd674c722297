import { fc, it as property } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { linkAmong, routeOfLink } from './deep-link.ts'

const run = '01JZZZZZZZZZZZZZZZZZZZZZZZ'

describe('routeOfLink', () => {
  it.each([
    ['assay://runs', '/runs'],
    ['assay://runs/', '/runs'],
    ['assay://runs/new', '/runs/new'],
    [`assay://runs/${run}`, `/runs/${run}`],
    ['assay://pools', '/pools'],
    ['assay://about', '/about'],
  ])('%s leads to %s', (text, route) => {
    expect(routeOfLink(text)).toBe(route)
  })

  it.each([
    '',
    'assay:',
    'assay://',
    'assay://nowhere',
    'assay://runs/../keys',
    'assay://runs/%2e%2e/keys',
    `assay://runs/${run}/cancel`,
    `assay://runs/${run}?do=cancel`,
    `assay://runs/${run}#x`,
    'assay://pools/new',
    'assay://user@runs',
    'assay://runs:80',
    'ASSAY://runs',
    'https://runs',
    'assay://runs\n',
    'assay://runs/new"><script>',
    `assay://${'a'.repeat(5000)}`,
  ])('"%s" leads nowhere', (text) => {
    expect(routeOfLink(text)).toBe('/no-such-page')
  })

  property.prop([fc.string({ unit: 'binary' })])('whatever the text, the route is plain', (text) => {
    expect(routeOfLink(`assay://${text}`)).toMatch(/^(\/[0-9A-Za-z-]+){1,2}$/)
  })
})

describe('linkAmong', () => {
  it('finds the last link among other words', () => {
    expect(linkAmong(['/usr/bin/assay', '--flag', 'assay://runs', 'assay://pools', 'file'])).toBe('assay://pools')
  })

  it('finds none where there is none', () => {
    expect(linkAmong(['/usr/bin/assay', '--link=assay://runs'])).toBeUndefined()
  })
})
