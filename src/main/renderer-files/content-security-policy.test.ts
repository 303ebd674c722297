import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from './content-security-policy.ts'

const directives = new Map(
  contentSecurityPolicy('abc')
    .split('; ')
    .map((each) => {
      const [name = '', ...sources] = each.split(' ')
      return [name, sources]
    }),
)

describe('the policy that a page is shown under', () => {
  it('begins with nothing, and gives nothing to anyone elsewhere', () => {
    expect(directives.get('default-src')).toEqual(["'none'"])
    const sources = new Set([...directives.values()].flat())
    expect([...sources].sort()).toEqual(["'nonce-abc'", "'none'", "'self'", "'unsafe-inline'", 'data:'])
  })

  it('lets no script and no style element in without its nonce or from our own files', () => {
    expect([directives.get('script-src'), directives.get('style-src')]).toEqual([
      ["'self'", "'nonce-abc'"],
      ["'self'", "'nonce-abc'"],
    ])
    expect([...directives].filter(([, sources]) => sources.includes("'unsafe-inline'")).map(([name]) => name)).toEqual(['style-src-attr'])
  })

  it('lets pictures and fonts alone be data', () => {
    expect([...directives].filter(([, sources]) => sources.includes('data:')).map(([name]) => name)).toEqual(['img-src', 'font-src'])
  })

  it('lets the page be in no frame, send no form and change no base', () => {
    expect(['frame-ancestors', 'form-action', 'base-uri'].map((name) => directives.get(name))).toEqual([["'none'"], ["'none'"], ["'none'"]])
  })
})
