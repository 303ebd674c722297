import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { failureOf, sayError } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { Dialog, toastDone } from '#renderer/ui'

interface SaveDialogProps {
  readonly isOpen: boolean
  readonly query: string
  /** The saved question it came from. */
  readonly from: string | undefined
  readonly onSaved: (name: string) => void
  readonly onClose: () => void
}

/** Keeps the question under a name. Under the name it came from it takes its place; under another it can take its name, too. */
export function SaveDialog({ isOpen, onClose, ...rest }: SaveDialogProps) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Save the question">
      {isOpen ? <SaveForm onClose={onClose} {...rest} /> : null}
    </Dialog>
  )
}

function SaveForm({ query, from, onSaved, onClose }: Omit<SaveDialogProps, 'isOpen'>) {
  const api = useApi()
  const queries = useQueryClient()
  const { data } = useQuery(api.sql.saved.queryOptions())
  const own = data?.items.find((item) => item.name === from && !item.isShipped)
  const [name, setName] = useState(own?.name ?? '')
  const [about, setAbout] = useState(own?.about ?? '')
  const [isRenamed, setRenamed] = useState(false)
  const there = data?.items.find((item) => item.name === name.trim())
  const { mutateAsync: forget } = useMutation(api.sql.forget.mutationOptions())
  const { mutate, isPending, error } = useMutation(
    api.sql.save.mutationOptions({
      onSuccess: async (saved) => {
        if (isRenamed && own !== undefined && own.name !== saved.name) await forget({ name: own.name })
        await queries.invalidateQueries({ queryKey: api.sql.saved.key() })
        onSaved(saved.name)
        onClose()
        toastDone(`Saved: ${saved.name}`)
      },
    }),
  )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') mutate({ name: name.trim(), about: about.trim(), query })
      }}
    >
      <Stack gap={12}>
        <TextInput
          data-autofocus
          label="Name"
          maxLength={100}
          value={name}
          error={error === null ? undefined : sayRefusal(error)}
          description={there === undefined || there.isShipped ? undefined : 'It takes the place of the one that is called so.'}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput label="What it tells" maxLength={500} value={about} onChange={(event) => setAbout(event.currentTarget.value)} />
        {own === undefined || name.trim() === own.name || name.trim() === '' ? null : (
          <Checkbox
            label={`Rename: “${own.name}” is not kept beside it`}
            checked={isRenamed}
            onChange={(event) => setRenamed(event.currentTarget.checked)}
          />
        )}
        <Group gap={8} justify="flex-end">
          <Button onClick={onClose}>Leave it</Button>
          <Button type="submit" variant="filled" loading={isPending} disabled={name.trim() === ''}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function sayRefusal(error: unknown): string {
  if (failureOf(error)?.code === 'CONFLICT')
    return 'A question that came with the app is called so, and stays as it is. Give it another name.'
  const { title, details } = sayError(error)
  return [title, ...details].join('. ')
}
