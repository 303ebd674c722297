import { useQuery } from '@tanstack/react-query'
import { formatWhen } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { useNow } from '#renderer/ui'
import { useModels } from './use-models.ts'
import { ValuesFilter } from './values-filter.tsx'

interface Choice {
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

/** Lists of what the workspace has to choose from. They are asked for when one is opened. */
export function ProviderValues(choice: Choice) {
  const { data, isPending } = useProviders()
  const options = (data?.items ?? []).map(({ key, name }) => ({ value: key, label: name === key ? key : `${name} (${key})` }))
  return <ValuesFilter label="Provider" options={options} isLoading={isPending} {...choice} />
}

export function ModelValues({ label, ...choice }: Choice & { readonly label: string }) {
  const { models, isWhole } = useModels()
  return <ValuesFilter label={label} options={models.map(({ ref }) => ({ value: ref, label: ref }))} isLoading={!isWhole} {...choice} />
}

/** A service is a provider or one of its models. */
export function ServiceValues(choice: Choice) {
  const { data } = useProviders()
  const { models, isWhole } = useModels()
  const names = [...(data?.items ?? []).map(({ key }) => key), ...models.map(({ ref }) => ref)]
  return <ValuesFilter label="Service" options={names.map((name) => ({ value: name, label: name }))} isLoading={!isWhole} {...choice} />
}

/** The newest runs; an older one can be named by its id. */
export function RunValues(choice: Choice) {
  const { data, isPending } = useNewestRuns()
  const nowMs = useNow(60_000)
  const options = (data?.items ?? []).map(({ id, name, createdAtMs }) => ({
    value: id,
    label: `${name}, ${formatWhen(createdAtMs, nowMs)}`,
  }))
  return (
    <ValuesFilter
      label="Run"
      options={options}
      isLoading={isPending}
      readTyped={(text) => (/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text) ? text : undefined)}
      placeholder="A name, or the id of a run"
      {...choice}
    />
  )
}

/** Whoever started one of the newest runs; anybody else by name. */
export function UserValues(choice: Choice) {
  const { data, isPending } = useNewestRuns()
  const users = [...new Set((data?.items ?? []).map(({ user }) => user))].toSorted()
  return (
    <ValuesFilter
      label="User"
      options={users.map((user) => ({ value: user, label: user }))}
      isLoading={isPending}
      readTyped={(text) => text.slice(0, 200)}
      placeholder="A name"
      {...choice}
    />
  )
}

function useProviders() {
  return useQuery(useApi().providers.list.queryOptions({ input: { limit: 500 } }))
}

function useNewestRuns() {
  return useQuery(useApi().runs.list.queryOptions({ input: { limit: 100 } }))
}
