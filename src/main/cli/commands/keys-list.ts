import { assertNever } from '#contract/errors'
import type { KeyInfo, PlaceInfo } from '#contract/keys'
import { defineCommand } from '../command.ts'
import { type Column, renderTable } from '../format/table.ts'
import { plain } from '../format/text.ts'
import { reply } from '../reply.ts'
import { readInSession } from '../session/with-session.ts'

const columns: readonly Column<KeyInfo>[] = [
  { head: 'provider', cell: ({ provider }) => provider },
  { head: 'key', cell: sayState },
  { head: 'kept in', cell: sayPlace },
  { head: 'ends in', cell: ({ lastFour }) => (lastFour === null ? '–' : plain(lastFour)) },
  { head: 'is sent to', cell: ({ origin }) => (origin === null ? 'assay itself' : plain(origin)) },
]

export const list = defineCommand({
  args: {},
  details: [
    'A key itself is never shown. A variable is looked for in the environment of the process that holds the workspace: where a window or',
    'another command does, that one’s.',
  ],
  examples: ['keys list'],
  run: async (context) =>
    await readInSession(context, async ({ client }) =>
      reply(context, await client.keys.list(), ({ items }) =>
        renderTable({ columns, rows: items, width: context.terminal.columns, paint: context.terminal.paint }),
      ),
    ),
})

const placeColumns: readonly Column<PlaceInfo>[] = [
  { head: 'place', cell: ({ place }) => place },
  { head: 'keeps a key', cell: ({ place }) => keeps[place] },
  { head: 'can be used', cell: sayAvailable },
  { head: 'agreed to', cell: ({ consent }) => (consent === null ? '–' : `by ${plain(consent.by)} on ${dayOf(consent.atMs)}`) },
]

const keeps: Readonly<Record<PlaceInfo['place'], string>> = {
  env: 'in a variable of yours, by name',
  os: 'encrypted by the keychain of the system',
  file: 'in a file only this account can read',
  session: 'in memory, until the process ends',
}

export const places = defineCommand({
  args: {},
  details: ['What the process that holds the workspace can keep: the desktop app has the keychain, the command line has not.'],
  examples: ['keys places'],
  run: async (context) =>
    await readInSession(context, async ({ client }) =>
      reply(context, await client.keys.places(), ({ items }) =>
        renderTable({ columns: placeColumns, rows: items, width: context.terminal.columns, paint: context.terminal.paint }),
      ),
    ),
})

/** One word or a few for what there is to know of a key. */
export function sayState({ state, unreadable, boundTo, place }: KeyInfo): string {
  switch (state) {
    case 'not_needed':
      return place === null ? 'none named' : 'not needed'
    case 'present':
      return 'there'
    case 'missing':
      return 'missing'
    case 'unreadable':
      return unreadable === 'other_shell' ? 'the desktop app can open it' : `unreadable: ${(unreadable ?? 'damaged').replaceAll('_', ' ')}`
    case 'unbound':
      return boundTo === null ? 'given for no address' : `given for ${plain(boundTo)}`
    case 'unconfirmed':
      return 'to be confirmed'
    case 'insecure':
      return 'would travel in clear'
    default:
      return assertNever(state)
  }
}

function sayPlace({ place, env }: KeyInfo): string {
  if (place === null) return '–'
  return place === 'env' && env !== null ? `env ${env}` : place
}

function sayAvailable({ isAvailable, reason, needsConsent, backend }: PlaceInfo): string {
  if (isAvailable) return needsConsent ? `with --consent${backend === null ? '' : ` (${plain(backend)})`}` : 'yes'
  return reason === 'other_shell' ? 'by the desktop app' : `no: ${(reason ?? 'damaged').replaceAll('_', ' ')}`
}

function dayOf(atMs: number): string {
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: 'UTC' }).format(atMs)
}
