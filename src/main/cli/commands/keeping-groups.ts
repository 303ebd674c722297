import type { CommandGroup } from '../parse/find-command.ts'

/** What is kept for others to take. */
export const cacheGroup: CommandGroup = {
  name: 'cache',
  summary: 'Answers that are kept for runs with a cache',
  commands: [
    { name: 'status', summary: 'Say what is kept, and what it saved', load: async () => (await import('./cache.ts')).status },
    { name: 'clear', summary: 'Forget kept answers', load: async () => (await import('./cache.ts')).clear },
  ],
}

/** What may be dropped. */
export const retentionGroup: CommandGroup = {
  name: 'retention',
  summary: 'What may be dropped by itself, and how large everything is',
  commands: [
    {
      name: 'status',
      summary: 'Say how large everything is, and what would be dropped',
      load: async () => (await import('./retention.ts')).status,
    },
    { name: 'run', summary: 'Drop now what the setting says may go', load: async () => (await import('./retention.ts')).run },
  ],
}
