import type { CommandGroup } from '../parse/find-command.ts'
import { alerts } from './alerts.ts'
import { cacheGroup, retentionGroup } from './keeping-groups.ts'
import { ledgerCommands } from './ledger-commands.ts'
import { report } from './report.ts'

/** Every command: its place, its summary, and where the rest of it is loaded from when it is typed. */
export const commands: CommandGroup = {
  name: 'assay',
  summary: 'Assay measures large language models: batches of probes, exact costs, nothing lost.',
  commands: [
    { name: 'run', summary: 'Run a batch: quote, progress, results, cost report', load: async () => (await import('./run.ts')).command },
    { name: 'resume', summary: 'Go on with a paused run', load: async () => (await import('./resume.ts')).command },
    {
      name: 'rerun',
      summary: 'Send a part of a run again, in a run of its own',
      load: async () => (await import('./rerun.ts')).command,
    },
    {
      name: 'compare',
      summary: 'Hold two runs, or two models, against each other',
      load: async () => (await import('./compare.ts')).command,
    },
    { name: 'quote', summary: 'Say what a batch will probably cost and take', load: async () => (await import('./quote.ts')).command },
    { name: 'expand', summary: 'Have a model write rows for a batch', load: async () => (await import('./expand.ts')).command },
    {
      name: 'whatif',
      summary: 'Say what a run would come to if something were set otherwise',
      load: async () => (await import('./whatif.ts')).command,
    },
    {
      name: 'check',
      summary: 'Hold the answers of a run, or recorded ones, against checks',
      load: async () => (await import('./check.ts')).command,
    },
    {
      name: 'runs',
      summary: 'Runs there are',
      commands: [
        { name: 'list', summary: 'List runs, newest first', load: async () => (await import('./runs-list.ts')).command },
        { name: 'show', summary: 'Show a run and its results', load: async () => (await import('./runs-show.ts')).command },
        {
          name: 'batch',
          summary: 'Print the batch of a run, to run it again',
          load: async () => (await import('./runs-batch.ts')).command,
        },
        { name: 'probes', summary: 'List the probes of a run', load: async () => (await import('./runs-probes.ts')).command },
        {
          name: 'transcript',
          summary: 'Show what one probe asked, got, used and cost',
          load: async () => (await import('./runs-transcript.ts')).command,
        },
        { name: 'waits', summary: 'List probes that wait, and why', load: async () => (await import('./runs-waits.ts')).waits },
        { name: 'retry', summary: 'Send a waiting probe now', load: async () => (await import('./runs-waits.ts')).retry },
        { name: 'skip', summary: 'End a waiting probe unsent', load: async () => (await import('./runs-waits.ts')).skip },
        { name: 'fallback', summary: 'Give a waiting probe to its fallback', load: async () => (await import('./runs-waits.ts')).fallback },
        { name: 'pause', summary: 'Pause a run', load: async () => (await import('./runs-pause.ts')).command },
        { name: 'cancel', summary: 'Cancel a run', load: async () => (await import('./runs-cancel.ts')).command },
      ],
    },
    report,
    ...ledgerCommands,
    {
      name: 'monitor',
      summary: 'Say what happens now: calls, pace, latency, errors',
      load: async () => (await import('./monitor.ts')).command,
    },
    alerts,
    {
      name: 'models',
      summary: 'Models',
      commands: [
        { name: 'list', summary: 'List models with availability and price', load: async () => (await import('./models-list.ts')).command },
        { name: 'show', summary: 'Show all that is known of a model', load: async () => (await import('./models-show.ts')).command },
        {
          name: 'usage',
          summary: 'Say what names a model: runs, fallbacks, settings',
          load: async () => (await import('./models-usage.ts')).command,
        },
        { name: 'add', summary: 'Add a model', load: async () => (await import('./models-edit.ts')).add },
        { name: 'set', summary: 'Change a model', load: async () => (await import('./models-edit.ts')).set },
        { name: 'deprecate', summary: 'Take a model out of use', load: async () => (await import('./models-deprecate.ts')).command },
        {
          name: 'reactivate',
          summary: 'Take a deprecated model into use again',
          load: async () => (await import('./models-edit.ts')).reactivate,
        },
        {
          name: 'default',
          summary: 'Make a model the default of its provider',
          load: async () => (await import('./models-edit.ts')).makeDefault,
        },
        {
          name: 'fallback',
          summary: 'Which model answers where another cannot',
          commands: [
            {
              name: 'set',
              summary: 'Name the model that answers in its place',
              load: async () => (await import('./models-fallback.ts')).set,
            },
            { name: 'clear', summary: 'Let no other model answer', load: async () => (await import('./models-fallback.ts')).clear },
          ],
        },
      ],
    },
    {
      name: 'providers',
      summary: 'Providers and their keys',
      commands: [
        { name: 'list', summary: 'List providers', load: async () => (await import('./providers-list.ts')).command },
        { name: 'add', summary: 'Add a provider', load: async () => (await import('./providers-edit.ts')).add },
        { name: 'set', summary: 'Change a provider', load: async () => (await import('./providers-edit.ts')).set },
        {
          name: 'remove',
          summary: 'Remove a provider that was never used',
          load: async () => (await import('./providers-edit.ts')).remove,
        },
        {
          name: 'verify',
          summary: 'Try a provider with one very small call',
          load: async () => (await import('./providers-edit.ts')).verify,
        },
      ],
    },
    {
      name: 'keys',
      summary: 'Keys of providers: where they are kept, never what they are',
      commands: [
        { name: 'list', summary: 'List whose key is there, where, and why not', load: async () => (await import('./keys-list.ts')).list },
        { name: 'places', summary: 'List where keys can be kept', load: async () => (await import('./keys-list.ts')).places },
        { name: 'set', summary: 'Give a provider its key', load: async () => (await import('./keys-edit.ts')).set },
        { name: 'remove', summary: 'Take a key away and delete it', load: async () => (await import('./keys-edit.ts')).remove },
        { name: 'confirm', summary: 'Agree that a key is sent to an address', load: async () => (await import('./keys-edit.ts')).confirm },
      ],
    },
    {
      name: 'pools',
      summary: 'Limits',
      commands: [
        {
          name: 'list',
          summary: 'List pools, their limits and what they do now',
          load: async () => (await import('./pools-list.ts')).command,
        },
        { name: 'add', summary: 'Add a pool', load: async () => (await import('./pools-edit.ts')).add },
        { name: 'set', summary: 'Change limits', load: async () => (await import('./pools-edit.ts')).set },
        { name: 'move', summary: 'Move models to a pool', load: async () => (await import('./pools-move.ts')).move },
        { name: 'merge', summary: 'Merge a pool into another', load: async () => (await import('./pools-move.ts')).merge },
        { name: 'watch', summary: 'Show what pools do, as it changes', load: async () => (await import('./pools-watch.ts')).command },
        { name: 'retry', summary: 'End a pause: one request leaves', load: async () => (await import('./pools-edit.ts')).retry },
      ],
    },
    {
      name: 'breakers',
      summary: 'Services that fail and are left alone for a while',
      commands: [
        {
          name: 'list',
          summary: 'List breakers with state, totals and holds',
          load: async () => (await import('./breakers-list.ts')).command,
        },
        { name: 'hold', summary: 'Hold a service open or closed', load: async () => (await import('./breakers-edit.ts')).hold },
        { name: 'release', summary: 'Let its breaker decide again', load: async () => (await import('./breakers-edit.ts')).release },
        { name: 'reset', summary: 'Close a breaker and let it forget', load: async () => (await import('./breakers-edit.ts')).reset },
      ],
    },
    {
      name: 'prices',
      summary: 'Prices, as versions',
      commands: [
        {
          name: 'list',
          summary: 'List every price a model ever had, or all that are to come',
          load: async () => (await import('./prices-list.ts')).command,
        },
        { name: 'add', summary: 'Add a price', load: async () => (await import('./prices-add.ts')).command },
        { name: 'withdraw', summary: 'Take a price away', load: async () => (await import('./prices-withdraw.ts')).command },
      ],
    },
    cacheGroup,
    retentionGroup,
    {
      name: 'settings',
      summary: 'What the engine acts on',
      commands: [
        { name: 'list', summary: 'List settings and what each may be', load: async () => (await import('./settings.ts')).list },
        { name: 'show', summary: 'Show a setting, field by field', load: async () => (await import('./settings.ts')).show },
        {
          name: 'infra',
          summary: 'Show which models the app itself asks',
          load: async () => (await import('./settings-infra.ts')).command,
        },
        { name: 'set', summary: 'Change a setting', load: async () => (await import('./settings.ts')).set },
        { name: 'reset', summary: 'Take a setting back to its default', load: async () => (await import('./settings.ts')).reset },
      ],
    },
    {
      name: 'import',
      summary: 'Catalogs, configurations and suites of others',
      commands: [
        {
          name: 'prices',
          summary: 'Take models and prices from a public catalog',
          load: async () => (await import('./import-prices.ts')).command,
        },
        { name: 'config', summary: 'Take over what export config wrote', load: async () => (await import('./import-config.ts')).command },
        {
          name: 'batch',
          summary: 'Make a batch of a suite of another tool, of rows, or of an exported run',
          load: async () => (await import('./import-batch.ts')).command,
        },
      ],
    },
    {
      name: 'export',
      summary: 'What is set here, as a file',
      commands: [
        { name: 'config', summary: 'Write the whole configuration', load: async () => (await import('./export-config.ts')).command },
        {
          name: 'run',
          summary: 'Write the results of a run, or all that repeats it',
          load: async () => (await import('./export-run.ts')).command,
        },
      ],
    },
    {
      name: 'audit',
      summary: 'What was changed, by whom, and the way back',
      commands: [
        { name: 'list', summary: 'List changes, newest first', load: async () => (await import('./audit-list.ts')).command },
        { name: 'show', summary: 'Show a change, before and after', load: async () => (await import('./audit-show.ts')).command },
        { name: 'undo', summary: 'Take a change back', load: async () => (await import('./audit-undo.ts')).command },
      ],
    },
    { name: 'serve', summary: 'Serve the console to a browser', load: async () => (await import('./serve.ts')).command },
    { name: 'open', summary: 'Open the console that is served', load: async () => (await import('./open.ts')).command },
    { name: 'simulator', summary: 'Serve the simulated provider on its own', load: async () => (await import('./simulator.ts')).command },
    { name: 'doctor', summary: 'Look over the workspace and what it needs', load: async () => (await import('./doctor.ts')).command },
    { name: 'backup', summary: 'Copy the database, checked', load: async () => (await import('./backup.ts')).command },
    {
      name: 'schema',
      summary: 'Schemas of files',
      commands: [
        { name: 'batch', summary: 'Print the JSON Schema of a batch file', load: async () => (await import('./schema-batch.ts')).command },
      ],
    },
  ],
}
