import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import type { RunId } from '#contract/ids'
import type { Connection } from '#renderer/transport'
import { readAlertsSearch } from '../features/alerts/search.ts'
import { readCompareSearch } from '../features/compare/search.ts'
import { preloadCosts } from '../features/costs/preload-costs.ts'
import { readCostsSearch } from '../features/costs/search.ts'
import { readFallbacksSearch } from '../features/fallbacks/search.ts'
import { readHistorySearch } from '../features/history/search.ts'
import { readImportSearch } from '../features/import/search.ts'
import { readKeysSearch } from '../features/keys/search.ts'
import { readLedgerSearch } from '../features/ledger/search.ts'
import { readModelsSearch } from '../features/models/search.ts'
import { readMonitorSearch } from '../features/monitor/search.ts'
import { readNewRunSearch } from '../features/new-run/search.ts'
import { readPoolsSearch } from '../features/pools/search.ts'
import { readProvidersSearch } from '../features/providers/search.ts'
import { readQuerySearch } from '../features/query/search.ts'
import { readReportsSearch } from '../features/reports/search.ts'
import { preloadRun } from '../features/run/preload-run.ts'
import { readRunSearch } from '../features/run/search.ts'
import { readRunsSearch } from '../features/runs/search.ts'
import { readSettingsSearch } from '../features/settings/search.ts'
import { Layout } from './layout.tsx'
import { NoSuchPage } from './no-such-page.tsx'
import { onlyKnown } from './only-known.ts'

/** What pages are loaded with. */
export interface RouteContext {
  readonly connection: Connection
}

const root = createRootRouteWithContext<RouteContext>()({ component: Layout, notFoundComponent: NoSuchPage })

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/runs', replace: true })
  },
})
const runs = createRoute({
  getParentRoute: () => root,
  path: '/runs',
  validateSearch: onlyKnown(readRunsSearch),
  component: lazyRouteComponent(() => import('#renderer/features/runs'), 'RunsPage'),
})
const newRun = createRoute({
  getParentRoute: () => root,
  path: '/runs/new',
  validateSearch: onlyKnown(readNewRunSearch),
  component: lazyRouteComponent(() => import('#renderer/features/new-run'), 'NewRunPage'),
})
const run = createRoute({
  getParentRoute: () => root,
  path: '/runs/$run',
  validateSearch: onlyKnown(readRunSearch),
  loader: ({ context, params, location, cause }) =>
    cause === 'stay' ? undefined : preloadRun(context.connection, params.run as RunId, readRunSearch({ ...location.search })),
  component: lazyRouteComponent(() => import('#renderer/features/run'), 'RunPage'),
})
const compare = createRoute({
  getParentRoute: () => root,
  path: '/compare',
  validateSearch: onlyKnown(readCompareSearch),
  component: lazyRouteComponent(() => import('#renderer/features/compare'), 'ComparePage'),
})
const pools = createRoute({
  getParentRoute: () => root,
  path: '/pools',
  validateSearch: onlyKnown(readPoolsSearch),
  component: lazyRouteComponent(() => import('#renderer/features/pools'), 'PoolsPage'),
})
const events = createRoute({
  getParentRoute: () => root,
  path: '/events',
  component: lazyRouteComponent(() => import('#renderer/features/inbox'), 'InboxPage'),
})
const costs = createRoute({
  getParentRoute: () => root,
  path: '/costs',
  validateSearch: onlyKnown(readCostsSearch),
  // It waits for nothing: the page is shown while it is asked.
  loader: ({ context, location, cause }) => {
    if (cause !== 'stay') void preloadCosts(context.connection, readCostsSearch({ ...location.search }))
  },
  component: lazyRouteComponent(() => import('#renderer/features/costs'), 'CostsPage'),
})
const models = createRoute({
  getParentRoute: () => root,
  path: '/models',
  validateSearch: onlyKnown(readModelsSearch),
  component: lazyRouteComponent(() => import('#renderer/features/models'), 'ModelsPage'),
})
const fallbacks = createRoute({
  getParentRoute: () => root,
  path: '/models/fallbacks',
  validateSearch: onlyKnown(readFallbacksSearch),
  component: lazyRouteComponent(() => import('#renderer/features/fallbacks'), 'FallbacksPage'),
})
const keys = createRoute({
  getParentRoute: () => root,
  path: '/keys',
  validateSearch: onlyKnown(readKeysSearch),
  component: lazyRouteComponent(() => import('#renderer/features/keys'), 'KeysPage'),
})
const providers = createRoute({
  getParentRoute: () => root,
  path: '/providers',
  validateSearch: onlyKnown(readProvidersSearch),
  component: lazyRouteComponent(() => import('#renderer/features/providers'), 'ProvidersPage'),
})
const history = createRoute({
  getParentRoute: () => root,
  path: '/history',
  validateSearch: onlyKnown(readHistorySearch),
  component: lazyRouteComponent(() => import('#renderer/features/history'), 'HistoryPage'),
})
const importPage = createRoute({
  getParentRoute: () => root,
  path: '/import',
  validateSearch: onlyKnown(readImportSearch),
  component: lazyRouteComponent(() => import('#renderer/features/import'), 'ImportPage'),
})
const ledger = createRoute({
  getParentRoute: () => root,
  path: '/ledger',
  validateSearch: onlyKnown(readLedgerSearch),
  component: lazyRouteComponent(() => import('#renderer/features/ledger'), 'LedgerPage'),
})
const query = createRoute({
  getParentRoute: () => root,
  path: '/query',
  validateSearch: onlyKnown(readQuerySearch),
  component: lazyRouteComponent(() => import('#renderer/features/query'), 'QueryPage'),
})
const monitor = createRoute({
  getParentRoute: () => root,
  path: '/monitor',
  validateSearch: onlyKnown(readMonitorSearch),
  component: lazyRouteComponent(() => import('#renderer/features/monitor'), 'MonitorPage'),
})
const alerts = createRoute({
  getParentRoute: () => root,
  path: '/alerts',
  validateSearch: onlyKnown(readAlertsSearch),
  component: lazyRouteComponent(() => import('#renderer/features/alerts'), 'AlertsPage'),
})
const reports = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  validateSearch: onlyKnown(readReportsSearch),
  component: lazyRouteComponent(() => import('#renderer/features/reports'), 'ReportsPage'),
})
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  validateSearch: onlyKnown(readSettingsSearch),
  component: lazyRouteComponent(() => import('#renderer/features/settings'), 'SettingsPage'),
})
const about = createRoute({
  getParentRoute: () => root,
  path: '/about',
  component: lazyRouteComponent(() => import('#renderer/features/about'), 'AboutPage'),
})

/** Every page and its address. Pages are loaded when they are first shown. */
export const routes = root.addChildren([
  start,
  runs,
  newRun,
  run,
  compare,
  pools,
  events,
  costs,
  models,
  fallbacks,
  providers,
  keys,
  importPage,
  history,
  ledger,
  query,
  monitor,
  alerts,
  reports,
  settings,
  about,
])
