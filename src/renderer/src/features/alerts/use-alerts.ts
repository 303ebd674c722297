import { useMutation, useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { AlertChannel, AlertRule } from '#contract/alerts'
import type { Setting } from '#contract/settings'
import { toastEdited } from '#renderer/parts'
import { useApi, useConnection } from '#renderer/transport'
import { toastFailure } from '#renderer/ui'

/** Rules and webhooks as they stand. */
export function useAlerts() {
  const api = useApi()
  const rules = useQuery(api.alerts.list.queryOptions())
  const channels = useQuery(api.alerts.channels.queryOptions())
  return { rules, channels }
}

interface Lists {
  readonly alertRules: AlertRule
  readonly alertChannels: AlertChannel
}

/** A change of one entry of a list that is a setting. `began`: what the change began from, as text; null: it is new. */
export interface EntryChange<Entry> {
  readonly name: string | null
  readonly began: string | null
  /** null: it goes. */
  readonly entry: Entry | null
  /** Of what the change began from. */
  readonly revision?: number | undefined
  readonly reason?: string
}

/**
 * Sets one entry of a list as it stands, and leaves the others as they are, whoever has changed them meanwhile. Where the entry itself is another than the change
 * began from, the revision it began from is told, and the engine refuses with what stands. Answers the setting.
 */
export function useSetEntry<Key extends keyof Lists>(key: Key) {
  const { client } = useConnection()
  return useCallback(
    async ({ name, began, entry, revision, reason = '' }: EntryChange<Lists[Key]>) => {
      const { items } = await client.settings.list()
      const setting = items.find((each) => each.key === key)
      const standing = entriesOf<Lists[Key]>(setting)
      const before = name === null ? undefined : standing.find((each) => each.name === name)
      const isAsBegan = began === null || (before !== undefined && toText(before) === began)
      const others = standing.filter((each) => each.name !== name)
      const after =
        entry === null ? others : before === undefined ? [...standing, entry] : standing.map((each) => (each.name === name ? entry : each))
      return await client.settings.set({
        key,
        value: JSON.parse(JSON.stringify(after)),
        ...(isAsBegan ? (setting === undefined ? {} : { revision: setting.revision }) : revision === undefined ? {} : { revision }),
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      })
    },
    [client, key],
  )
}

/** The same of a button: said when it is done, and when it failed. */
export function useEntryCommand<Key extends keyof Lists>(key: Key) {
  const mutationFn = useSetEntry(key)
  const { mutate, isPending } = useMutation({ mutationFn, onError: toastFailure })
  const change = (order: EntryChange<Lists[Key]>, said: string, onDone?: () => void) =>
    mutate(order, {
      onSuccess: (answer) => {
        toastEdited(answer.change, said)
        onDone?.()
      },
    })
  return { change, isPending }
}

export function entriesOf<Entry>(setting: Pick<Setting, 'value'> | undefined): readonly Entry[] {
  // The engine has checked what the setting holds.
  const value: unknown = setting?.value ?? []
  return value as readonly Entry[]
}

/** The same for the same entry, in whatever order its fields came. */
export function toText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : part,
  )
}
