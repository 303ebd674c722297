import { createHashHistory, createRouter } from '@tanstack/react-router'
import { LoadingState } from '#renderer/ui'
import { PageError } from './page-error.tsx'
import { type RouteContext, routes } from './routes.ts'

export type AppRouter = ReturnType<typeof createAppRouter>

/** Addresses are behind the hash, the same in each shell: what serves the page need not know them. */
export function createAppRouter(context: RouteContext) {
  return createRouter({
    routeTree: routes,
    context,
    history: createHashHistory(),
    defaultPreload: 'intent',
    defaultPendingComponent: LoadingState,
    defaultErrorComponent: PageError,
    defaultPendingMs: 150,
    // What is there is shown: by itself the router would show that it loads for half a second at least.
    defaultPendingMinMs: 0,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter
  }
}
