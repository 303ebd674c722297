/** Every page that needs nothing to be shown, by its address and title. */
export const pages = [
  { hash: '#/runs', title: 'Runs' },
  { hash: '#/runs/new', title: 'New run' },
  { hash: '#/pools', title: 'Pools' },
  { hash: '#/events', title: 'Inbox' },
  { hash: '#/models', title: 'Models' },
  { hash: '#/keys', title: 'Keys' },
  { hash: '#/settings', title: 'Settings' },
  { hash: '#/about', title: 'About' },
  { hash: '#/nowhere', title: 'No such page' },
] as const
