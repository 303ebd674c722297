import type { CommandGroup } from '../parse/find-command.ts'

/** What `assay report` can be asked for. */
export const report: CommandGroup = {
  name: 'report',
  summary: 'Reports',
  commands: [
    { name: 'costs', summary: 'Costs by group, on screen or as a file', load: async () => (await import('./report-costs.ts')).command },
    {
      name: 'performance',
      summary: 'How many calls were answered, and how fast',
      load: async () => (await import('./report-performance.ts')).command,
    },
    { name: 'methods', summary: 'Who is asked for what, most first', load: async () => (await import('./report-methods.ts')).command },
    {
      name: 'failures',
      summary: 'Failures that are alike, most first',
      load: async () => (await import('./report-failures.ts')).command,
    },
    { name: 'calls', summary: 'Calls as a file, one a row', load: async () => (await import('./report-calls.ts')).calls },
    {
      name: 'dataset',
      summary: 'Calls as examples for further learning',
      load: async () => (await import('./report-calls.ts')).dataset,
    },
    {
      name: 'bundle',
      summary: 'A report with all it stands on, kept under a name',
      load: async () => (await import('./report-bundle.ts')).bundle,
    },
    { name: 'kept', summary: 'List reports that are kept', load: async () => (await import('./report-bundle.ts')).kept },
    { name: 'forget', summary: 'Keep a report no more', load: async () => (await import('./report-bundle.ts')).forget },
    { name: 'reprice', summary: 'Say what calls would have cost', load: async () => (await import('./report-reprice.ts')).reprice },
    {
      name: 'reconcile',
      summary: 'Compare a provider’s own file with the ledger',
      load: async () => (await import('./report-reprice.ts')).reconcile,
    },
  ],
}
