/** Every page that needs nothing to be shown, by the name its pictures bear, its address and its title. */
export const pages = [
  { name: 'runs', hash: '#/runs', title: 'Runs' },
  { name: 'new-run', hash: '#/runs/new', title: 'New run' },
  { name: 'pools', hash: '#/pools', title: 'Pools' },
  { name: 'inbox', hash: '#/events', title: 'Inbox' },
  { name: 'costs', hash: '#/costs', title: 'Costs' },
  { name: 'performance', hash: '#/costs?view=performance', title: 'Costs' },
  { name: 'ledger', hash: '#/ledger', title: 'Ledger' },
  { name: 'models', hash: '#/models', title: 'Models' },
  { name: 'fallbacks', hash: '#/models/fallbacks', title: 'Fallbacks' },
  { name: 'providers', hash: '#/providers', title: 'Providers' },
  { name: 'history', hash: '#/history', title: 'History' },
  { name: 'keys', hash: '#/keys', title: 'Keys' },
  { name: 'import', hash: '#/import', title: 'Import' },
  { name: 'settings', hash: '#/settings', title: 'Settings' },
  { name: 'about', hash: '#/about', title: 'About' },
  { name: 'no-such-page', hash: '#/nowhere', title: 'No such page' },
] as const
