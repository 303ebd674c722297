import { createMemoryHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { expect, it } from 'vitest'
import { onlyKnown } from './only-known.ts'

it('leaves nothing of an address but what its page has read', () => {
  const root = createRootRoute()
  const page = createRoute({
    getParentRoute: () => root,
    path: '/page',
    validateSearch: onlyKnown(({ kind }): { kind?: string } => (kind === 'call' ? { kind } : {})),
  })
  const router = createRouter({ routeTree: root.addChildren([page]), history: createMemoryHistory() })
  const read = (search: object) => JSON.stringify(router.matchRoutes('/page', search).at(-1)?.search)
  expect(read({ kind: 'nonsense', evil: 1 })).toBe('{}')
  expect(read({ kind: 'call', evil: 1 })).toBe('{"kind":"call"}')
})
