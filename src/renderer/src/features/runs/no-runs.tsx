import { Button, FileButton } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { batchFileTypes, readFiles } from '#renderer/parts'
import { useConnection } from '#renderer/transport'
import { EmptyState, Glyph, toastFailure } from '#renderer/ui'
import { sampleBatch } from './sample-batch.ts'

/** The first steps: the sample, a file, the form. */
export function NoRuns() {
  const { client } = useConnection()
  const navigate = useNavigate()
  const { mutate, isPending } = useMutation({
    mutationFn: async () => client.runs.start({ batch: await client.runs.readBatch({ text: sampleBatch, file: 'capitals.yaml' }) }),
    onSuccess: ({ id }) => navigate({ to: '/runs/$run', params: { run: id } }),
    onError: toastFailure,
  })
  const open = async (chosen: readonly File[]) => {
    const files = await readFiles(chosen)
    if (files.length > 0) await navigate({ to: '/runs/new', state: { files } })
  }
  return (
    <EmptyState
      title="There is no run yet"
      actions={
        <>
          <Button variant="filled" loading={isPending} onClick={() => mutate()} leftSection={<Glyph name="play" size={14} />}>
            Start the sample
          </Button>
          <FileButton multiple accept={batchFileTypes} onChange={(files) => void open(files)}>
            {(props) => (
              <Button {...props} leftSection={<Glyph name="file" size={14} />}>
                Open a batch file
              </Button>
            )}
          </FileButton>
          <Button onClick={() => void navigate({ to: '/runs/new' })} leftSection={<Glyph name="plus" size={14} />}>
            Write a new one
          </Button>
        </>
      }
    >
      A run sends each of its prompts to each of its models, as often as you say. The sample asks three simulated models for twenty
      capitals, 240 probes in all: it needs no key, and nothing is billed.
    </EmptyState>
  )
}
