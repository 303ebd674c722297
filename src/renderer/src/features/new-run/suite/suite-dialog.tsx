import { Button, Checkbox, FileButton, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Batch } from '#contract/batch'
import { SuiteFormat } from '#contract/batches'
import { sayError } from '#renderer/lib'
import { useConnection } from '#renderer/transport'
import { Dialog, Glyph, LoadingState, Notice } from '#renderer/ui'
import classes from './suite.module.css'
import { type SuiteFile, suiteFileTypes, suiteOfFiles } from './suite-file.ts'
import { SuiteResult } from './suite-result.tsx'

const formats = [
  { value: 'auto', label: 'Found out' },
  { value: 'openai-evals', label: 'OpenAI evals' },
  { value: 'inspect', label: 'Inspect' },
  { value: 'promptfoo', label: 'promptfoo' },
  { value: 'rows', label: 'Plain rows' },
  { value: 'package', label: 'Exported run' },
] as const satisfies readonly { readonly value: SuiteFormat | 'auto'; readonly label: string }[]

interface Props {
  readonly given: SuiteFile | undefined
  readonly onUse: (batch: Batch) => void
  readonly onClose: () => void
}

/** A suite of another tool: whose it is, what of it does not come along, and the way into the form. */
export function SuiteDialog({ given, onUse, onClose }: Props) {
  const { client } = useConnection()
  const [chosen, setChosen] = useState<{ readonly suite: SuiteFile | undefined; readonly times: number }>({ suite: given, times: 0 })
  const [problem, setProblem] = useState<string | undefined>()
  const [order, setOrder] = useState<{ format: SuiteFormat | 'auto'; partial: boolean; input: string; target: string }>({
    ...{ format: 'auto', partial: false, input: '', target: '' },
  })
  const [settled] = useDebouncedValue(order, 300)
  const { suite } = chosen
  const { data, error, isFetching } = useQuery({
    queryKey: ['suite', suite?.file, chosen.times, settled],
    enabled: suite !== undefined,
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const { format, partial, input, target } = settled
      const fields = { ...(input.trim() === '' ? {} : { input: input.trim() }), ...(target.trim() === '' ? {} : { target: target.trim() }) }
      return suite === undefined ? null : await client.batches.import({ ...suite, format, partial, fields }, { signal })
    },
  })
  const choose = async (files: readonly File[]) => {
    setProblem(undefined)
    try {
      const read = await suiteOfFiles(files)
      if (read !== undefined) setChosen(({ times }) => ({ suite: read, times: times + 1 }))
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : String(cause))
    }
  }
  const refused = error === null ? undefined : sayError(error)
  return (
    <Dialog isOpen title="From a suite" onClose={onClose} size="lg">
      <div className={classes['body']}>
        <p className={classes['facts']}>
          Samples of OpenAI evals and of Inspect, a configuration of promptfoo and the files that it names, plain rows, or an exported run.
          No code in it is run.
        </p>
        <FileButton multiple accept={suiteFileTypes} onChange={(files) => void choose(files)}>
          {(props) => (
            <Button {...props} leftSection={<Glyph name="file" size={14} />}>
              {suite === undefined ? 'Choose a file' : suite.file}
            </Button>
          )}
        </FileButton>
        {problem === undefined ? null : <Notice tone="bad">{problem}</Notice>}
        {suite === undefined ? null : (
          <div className={classes['fields']}>
            <NativeSelect
              label="Whose file it is"
              description={data == null ? ' ' : `Read as ${formats.find(({ value }) => value === data.format)?.label}`}
              data={[...formats]}
              value={order.format}
              onChange={(event) => setOrder({ ...order, format: SuiteFormat.safeParse(event.currentTarget.value).data ?? 'auto' })}
            />
            <TextInput
              label="Column that is asked"
              description="Where it is not called so"
              placeholder="input"
              value={order.input}
              onChange={(event) => setOrder({ ...order, input: event.currentTarget.value })}
            />
            <TextInput
              label="Column of the target"
              description="Where it is not called so"
              placeholder="target"
              value={order.target}
              onChange={(event) => setOrder({ ...order, target: event.currentTarget.value })}
            />
          </div>
        )}
        {isFetching && data === undefined ? <LoadingState rows={2} /> : null}
        {refused === undefined ? null : (
          <div role="alert" className={classes['bad']}>
            <p className={classes['facts']}>{refused.title}</p>
            {refused.details.map((detail) => (
              <p key={detail} className={classes['facts']}>
                {detail}
              </p>
            ))}
          </div>
        )}
        {suite !== undefined && (refused !== undefined || order.partial) ? (
          <Checkbox
            label="Leave out what is wrong, and take the rest"
            checked={order.partial}
            onChange={(event) => setOrder({ ...order, partial: event.currentTarget.checked })}
          />
        ) : null}
        {data == null || refused !== undefined ? null : <SuiteResult imported={data} />}
        <div className={classes['foot']}>
          <Button onClick={onClose}>Leave it</Button>
          <Button
            variant="filled"
            disabled={data == null || refused !== undefined || isFetching}
            onClick={() => (data == null ? undefined : onUse(data.batch))}
          >
            Use it
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
