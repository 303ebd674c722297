import { Button, Select, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { auditKindWords, knownActions, originWords, useKeptText } from '#renderer/parts'
import { Glyph, Toolbar } from '#renderer/ui'
import { isFiltered } from './history-query.ts'
import { auditKinds, type HistorySearch, origins, readHistorySearch } from './search.ts'

const kindNames = auditKinds.map((value) => ({ value, label: value === 'price' ? 'Prices' : capital(`${auditKindWords[value]}s`) }))

/** What is looked for stands in the address: a refresh and a link keep it. */
export function HistoryFilters({ search }: { readonly search: HistorySearch }) {
  const navigate = useNavigate({ from: '/history' })
  const show = (change: { [Key in keyof HistorySearch]: HistorySearch[Key] | undefined }) =>
    void navigate({ search: readHistorySearch({ ...search, ...change }), replace: true })
  const actions = knownActions.some(({ value }) => value === search.action)
    ? knownActions
    : [...knownActions, ...(search.action === undefined ? [] : [{ value: search.action, label: capital(search.action) }])]
  return (
    <Toolbar label="Filter changes">
      <TypedFilter label="Find changes" placeholder="Find by name" width={190} value={search.find} onType={(find) => show({ find })} />
      <Select
        w={130}
        aria-label="Kind"
        placeholder="Any kind"
        clearable
        data={kindNames}
        value={search.kind ?? null}
        onChange={(value) => show({ kind: auditKinds.find((kind) => kind === value) })}
      />
      <Select
        w={140}
        aria-label="Action"
        placeholder="Any action"
        clearable
        data={actions}
        value={search.action ?? null}
        onChange={(action) => show({ action: action ?? undefined })}
      />
      <Select
        w={150}
        aria-label="From where"
        placeholder="From anywhere"
        clearable
        data={origins.map((value) => ({ value, label: originWords[value] ?? value }))}
        value={search.origin ?? null}
        onChange={(value) => show({ origin: origins.find((origin) => origin === value) })}
      />
      <TypedFilter label="Who" placeholder="Anybody" width={110} value={search.user} onType={(user) => show({ user })} />
      <Day label="From" value={search.from} onChange={(from) => show({ from })} />
      <Day label="Until" value={search.to} onChange={(to) => show({ to })} />
      {search.subject === undefined ? null : (
        <Button variant="default" rightSection={<Glyph name="close" size={12} />} onClick={() => show({ subject: undefined })}>
          About {search.subject}
        </Button>
      )}
      {isFiltered(search) ? (
        <Button variant="subtle" onClick={() => void navigate({ search: {}, replace: true })}>
          Show all
        </Button>
      ) : null}
    </Toolbar>
  )
}

function Day({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (day: string) => void
}) {
  return (
    <TextInput
      type="date"
      w={128}
      aria-label={`${label} the day`}
      title={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

/** Text that is typed comes into the address a moment later; another address says what stands here. */
function TypedFilter({
  label,
  placeholder,
  width,
  value = '',
  onType,
}: {
  readonly label: string
  readonly placeholder: string
  readonly width: number
  readonly value: string | undefined
  readonly onType: (text: string) => void
}) {
  const [text, setText] = useKeptText(value ?? '', onType)
  return (
    <TextInput
      w={width}
      aria-label={label}
      placeholder={placeholder}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  )
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
