import type { IconName } from '#renderer/ui'

/** What the navigation, the palette and the shortcuts lead to. `key`: after `g`. */
export const pages = [
  { to: '/runs', title: 'Runs', icon: 'runs', key: 'r' },
  { to: '/pools', title: 'Pools', icon: 'pools', key: 'p' },
  { to: '/events', title: 'Inbox', icon: 'inbox', key: 'i' },
  { to: '/models', title: 'Models', icon: 'models', key: 'm' },
  { to: '/keys', title: 'Keys', icon: 'keys', key: 'k' },
  { to: '/settings', title: 'Settings', icon: 'settings', key: 's' },
  { to: '/about', title: 'About', icon: 'about', key: 'a' },
] as const satisfies readonly { to: string; title: string; icon: IconName; key: string }[]
