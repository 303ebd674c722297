import type { CommandNode } from '../parse/find-command.ts'

/** What is asked of the ledger. */
export const ledgerCommands: readonly CommandNode[] = [
  {
    name: 'calls',
    summary: 'The ledger of requests',
    commands: [
      { name: 'list', summary: 'List requests to providers, newest first', load: async () => (await import('./calls-list.ts')).command },
    ],
  },
  {
    name: 'ledger',
    summary: 'Requests, events and changes in one row',
    commands: [
      { name: 'list', summary: 'List all that happened, newest first', load: async () => (await import('./ledger-list.ts')).command },
      {
        name: 'search',
        summary: 'Look for a text in prompts, answers, events and changes',
        load: async () => (await import('./ledger-search.ts')).command,
      },
    ],
  },
  { name: 'sql', summary: 'Ask the workspace a question in SQL', load: async () => (await import('./sql.ts')).command },
  {
    name: 'events',
    summary: 'What happened besides requests',
    commands: [
      {
        name: 'list',
        summary: 'List breakers, fallbacks, alerts and what began or ended, newest first',
        load: async () => (await import('./events-list.ts')).command,
      },
    ],
  },
]
