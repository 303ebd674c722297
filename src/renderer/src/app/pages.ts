import type { IconName } from '#renderer/ui'

/** What the navigation, the palette and the shortcuts lead to. `key`: after `g`. `group`: pages of one stand together under its name. */
export const pages = [
  { to: '/runs', title: 'Runs', icon: 'runs', key: 'r', group: null },
  { to: '/monitor', title: 'Monitor', icon: 'monitor', key: 'w', group: null },
  { to: '/events', title: 'Inbox', icon: 'inbox', key: 'i', group: null },
  { to: '/alerts', title: 'Alerts', icon: 'alerts', key: 'b', group: null },
  { to: '/costs', title: 'Costs', icon: 'costs', key: 'c', group: 'Analyse' },
  { to: '/ledger', title: 'Ledger', icon: 'ledger', key: 'l', group: 'Analyse' },
  { to: '/query', title: 'Query', icon: 'query', key: 'q', group: 'Analyse' },
  { to: '/reports', title: 'Reports', icon: 'reports', key: 'e', group: 'Analyse' },
  { to: '/models', title: 'Models', icon: 'models', key: 'm', group: 'Admin' },
  { to: '/providers', title: 'Providers', icon: 'providers', key: 'v', group: 'Admin' },
  { to: '/pools', title: 'Pools', icon: 'pools', key: 'p', group: 'Admin' },
  { to: '/keys', title: 'Keys', icon: 'keys', key: 'k', group: 'Admin' },
  { to: '/import', title: 'Import', icon: 'import', key: 'o', group: 'Admin' },
  { to: '/history', title: 'History', icon: 'history', key: 'h', group: 'Admin' },
  { to: '/settings', title: 'Settings', icon: 'settings', key: 's', group: 'Admin' },
  { to: '/about', title: 'About', icon: 'about', key: 'a', group: null },
] as const satisfies readonly { to: string; title: string; icon: IconName; key: string; group: 'Analyse' | 'Admin' | null }[]
