import type { Provider } from '#contract/catalog'
import { defineCommand } from '../command.ts'
import type { Column } from '../format/table.ts'
import { plain } from '../format/text.ts'
import { pagingArgs, readPaging } from '../paging.ts'
import { replyPage } from '../reply.ts'
import { readInSession } from '../session/with-session.ts'

const columns: readonly Column<Provider>[] = [
  { head: 'provider', cell: (provider) => provider.key },
  { head: 'kind', cell: (provider) => provider.kind },
  { head: 'state', cell: stateOf },
  { head: 'key', cell: (provider) => provider.credential ?? 'none needed' },
  { head: 'parallel', align: 'right', cell: (provider) => String(provider.maxParallel ?? '–') },
  { head: 'base URL', cell: (provider) => (provider.baseUrl === null ? 'served by assay itself' : plain(provider.baseUrl)) },
]

export const command = defineCommand({
  args: pagingArgs,
  details: ['A key itself is never shown: only where it is looked for.'],
  examples: ['providers list'],
  run: async (context, args) => {
    const input = readPaging(args)
    return await readInSession(context, async ({ client }) =>
      replyPage(context, await client.providers.list(input), { columns, none: 'No providers.' }),
    )
  },
})

function stateOf({ isEnabled, stopped, isCredentialPresent, credential }: Provider): string {
  if (!isEnabled) return 'disabled'
  if (stopped !== null) return `stopped: ${stopped}`
  return isCredentialPresent || credential === null ? 'ready' : 'no key'
}
