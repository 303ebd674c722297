import { Select, Switch, TextInput } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { memo, type ReactNode } from 'react'
import type { ImportPreview } from '#contract/imports'
import { formatCount } from '#renderer/lib'
import { useKeptText } from '#renderer/parts'
import { Glyph, Toolbar } from '#renderer/ui'
import { reasonWords } from './row-words.ts'
import { type ImportSearch, importReasons } from './search.ts'

/** Which rows are shown. It stands in the address: a refresh and a link keep it. */
export function RowFilters({ preview, aside }: { readonly preview: ImportPreview; readonly aside: ReactNode }) {
  return (
    <Toolbar label="Filter rows" aside={aside}>
      <Filters preview={preview} />
    </Toolbar>
  )
}

/** Long lists of providers, which nothing but another address draws anew. */
const Filters = memo(PlainFilters)

function PlainFilters({ preview }: { readonly preview: ImportPreview }) {
  const search = useSearch({ from: '/import' })
  const navigate = useNavigate({ from: '/import' })
  const set = <Name extends 'reason' | 'provider' | 'search' | 'conflicts'>(name: Name, value: ImportSearch[Name] | undefined) =>
    void navigate({
      search: ({ [name]: _, row: __, ...rest }) => (value === undefined || value === '' ? rest : { ...rest, [name]: value }),
      replace: true,
    })
  const [typed, setTyped] = useKeptText(search.search ?? '', (text) => set('search', text))
  return (
    <>
      <TextInput
        w={200}
        aria-label="Find rows"
        placeholder="Find by name"
        maxLength={200}
        leftSection={<Glyph name="search" size={14} />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Select
        w={190}
        aria-label="Provider"
        placeholder="Any provider"
        clearable
        searchable
        limit={100}
        maxDropdownHeight={320}
        nothingFoundMessage="No provider is called so"
        data={preview.providers.map(({ provider, rows, isKnown }) => ({
          value: provider,
          label: `${provider} (${formatCount(rows)}${isKnown ? '' : ', not here'})`,
        }))}
        value={search.provider ?? null}
        onChange={(chosen) => set('provider', chosen ?? undefined)}
      />
      <Select
        w={180}
        aria-label="Reason"
        placeholder="Any reason"
        clearable
        maxDropdownHeight={320}
        data={preview.reasons.map(({ reason, rows }) => ({ value: reason, label: `${reasonWords[reason].word} (${formatCount(rows)})` }))}
        value={search.reason ?? null}
        onChange={(chosen) =>
          set(
            'reason',
            importReasons.find((reason) => reason === chosen),
          )
        }
      />
      <Switch
        label={`Sources disagree (${formatCount(preview.conflicts)})`}
        checked={search.conflicts !== undefined}
        disabled={preview.conflicts === 0 && search.conflicts === undefined}
        onChange={(event) => set('conflicts', event.currentTarget.checked ? 'yes' : undefined)}
      />
    </>
  )
}
