import { Button } from '@mantine/core'
import type { KeyInfo } from '#contract/keys'
import { type Column, StatusBadge } from '#renderer/ui'
import { sayKept, standingOf } from './key-words.ts'
import classes from './keys.module.css'

export interface NamedKey extends KeyInfo {
  /** Of the provider, as people call it. */
  readonly name: string
}

export function keyColumns(onOpen: (provider: string) => void): readonly Column<NamedKey>[] {
  return [
    {
      id: 'provider',
      header: 'Provider',
      width: 150,
      grow: 2,
      sortBy: ({ name }) => name.toLowerCase(),
      cell: ({ name, provider }) => (
        <span>
          <span className={classes['name']}>{name}</span>
          {name === provider ? null : <span className={classes['providerKey']}>{provider}</span>}
        </span>
      ),
    },
    {
      id: 'state',
      header: 'Key',
      width: 140,
      sortBy: (key) => standingOf(key).word,
      cell: (key) => {
        const { tone, word, sentence } = standingOf(key)
        return (
          <StatusBadge tone={tone} title={sentence}>
            {word}
          </StatusBadge>
        )
      },
    },
    { id: 'kept', header: 'Kept in', width: 190, grow: 2, sortBy: sayKept, cell: (key) => <Faint text={sayKept(key)} /> },
    { id: 'end', header: 'Ends in', width: 76, cell: ({ lastFour }) => <Ending lastFour={lastFour} /> },
    {
      id: 'origin',
      header: 'Goes to',
      width: 200,
      grow: 3,
      sortBy: ({ origin }) => origin ?? '',
      cell: ({ origin }) => <Faint text={origin ?? 'the app itself'} />,
    },
    {
      id: 'act',
      header: 'To do',
      width: 84,
      align: 'end',
      cell: (key) => <Act row={key} onOpen={onOpen} />,
    },
  ]
}

/** What can be done with it, in a word; the drawer says the rest. */
function Act({ row, onOpen }: { readonly row: NamedKey; readonly onOpen: (provider: string) => void }) {
  const word = actOf(row)
  if (word === undefined) return null
  return (
    <Button size="compact-xs" aria-label={`${word} the key of ${row.name}`} onClick={() => onOpen(row.provider)}>
      {word}
    </Button>
  )
}

/** undefined: it takes no key. */
function actOf({ state, place, origin }: NamedKey): string | undefined {
  if (origin === null) return undefined
  if (state === 'unbound' || state === 'unconfirmed') return 'Confirm'
  return place === null || state === 'missing' ? 'Give' : 'Change'
}

/** The last four characters of a key, never more. */
export function Ending({ lastFour }: { readonly lastFour: string | null }) {
  return lastFour === null ? <Faint text="–" /> : <code className={classes['end']}>…{lastFour}</code>
}

function Faint({ text }: { readonly text: string }) {
  return (
    <span className={text === '–' ? classes['faint'] : undefined} title={text === '–' ? undefined : text}>
      {text}
    </span>
  )
}
