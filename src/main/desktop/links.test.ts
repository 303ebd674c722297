import { describe, expect, it } from 'vitest'
import { Links } from './links.ts'

describe('links from outside', () => {
  it('that come before the window say where it opens, the last of them', () => {
    const links = new Links('assay://runs')
    links.arrive('assay://models')
    expect(links.listen(() => undefined)).toBe('/models')
    expect(new Links('assay://runs').listen(() => undefined)).toBe('/runs')
    expect(new Links(undefined).listen(() => undefined)).toBeUndefined()
  })

  it('that come later are heard at once, as routes', () => {
    const routes: string[] = []
    const links = new Links(undefined)
    links.listen((route) => routes.push(route))
    links.arrive('assay://pools')
    links.arrive('assay://do/something')
    expect(routes).toEqual(['/pools', '/no-such-page'])
  })
})
