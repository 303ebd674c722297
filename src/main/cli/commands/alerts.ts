import type { CommandGroup } from '../parse/find-command.ts'

/** Rules of alerts, and the webhooks they tell. */
export const alerts: CommandGroup = {
  name: 'alerts',
  summary: 'Rules that tell somebody, and the webhooks they tell',
  commands: [
    {
      name: 'list',
      summary: 'List rules, what they measure and what they fire for',
      load: async () => (await import('./alerts-list.ts')).list,
    },
    {
      name: 'rule',
      summary: 'Rules',
      commands: [
        { name: 'add', summary: 'Add a rule', load: async () => (await import('./alerts-rules.ts')).add },
        { name: 'set', summary: 'Change a rule', load: async () => (await import('./alerts-rules.ts')).set },
        { name: 'remove', summary: 'Remove a rule', load: async () => (await import('./alerts-rules.ts')).remove },
      ],
    },
    { name: 'channels', summary: 'List webhooks and where they lead', load: async () => (await import('./alerts-channels.ts')).list },
    {
      name: 'channel',
      summary: 'Webhooks',
      commands: [
        { name: 'add', summary: 'Add a webhook', load: async () => (await import('./alerts-channels.ts')).add },
        { name: 'set', summary: 'Change a webhook', load: async () => (await import('./alerts-channels.ts')).set },
        {
          name: 'remove',
          summary: 'Remove a webhook and its address',
          load: async () => (await import('./alerts-channels.ts')).remove,
        },
      ],
    },
    { name: 'set-address', summary: 'Give a webhook its address', load: async () => (await import('./alerts-channels.ts')).setAddress },
    {
      name: 'remove-address',
      summary: 'Delete the address of a webhook',
      load: async () => (await import('./alerts-channels.ts')).removeAddress,
    },
    { name: 'test', summary: 'Send a made-up alert to a webhook', load: async () => (await import('./alerts-channels.ts')).test },
    {
      name: 'deliveries',
      summary: 'List what went to webhooks, and what came back',
      load: async () => (await import('./alerts-list.ts')).deliveries,
    },
    { name: 'retry', summary: 'Try a failed delivery again', load: async () => (await import('./alerts-channels.ts')).retry },
  ],
}
