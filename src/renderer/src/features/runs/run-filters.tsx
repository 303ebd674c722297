import { Select, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useKeptText } from '#renderer/parts'
import { Glyph, Toolbar } from '#renderer/ui'
import { type RunsSearch, runStatuses } from './search.ts'

/** What is looked for stands in the address: a refresh and a link keep it. */
export function RunFilters({ search }: { readonly search: RunsSearch }) {
  const navigate = useNavigate()
  const show = (change: { [Key in keyof RunsSearch]: RunsSearch[Key] | undefined }) => {
    const { status, find: text } = { ...search, ...change }
    const next: RunsSearch = { ...(status === undefined ? {} : { status }), ...(text === undefined || text === '' ? {} : { find: text }) }
    void navigate({ to: '/runs', search: next, replace: true })
  }
  const [find, setFind] = useKeptText(search.find ?? '', (text) => show({ find: text }))
  return (
    <Toolbar label="Filter runs">
      <TextInput
        w={260}
        aria-label="Find runs"
        placeholder="Find by name, model or user"
        leftSection={<Glyph name="search" size={14} />}
        value={find}
        onChange={(event) => setFind(event.currentTarget.value)}
      />
      <Select
        w={150}
        aria-label="Status"
        placeholder="Any status"
        clearable
        data={runStatuses.map((value) => ({ value, label: `${value.slice(0, 1).toUpperCase()}${value.slice(1)}` }))}
        value={search.status ?? null}
        onChange={(chosen) => show({ status: runStatuses.find((status) => status === chosen) })}
      />
    </Toolbar>
  )
}
