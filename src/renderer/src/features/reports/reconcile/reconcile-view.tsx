import { Button, FileButton, Select } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { ProviderKey } from '#contract/ids'
import { formatBytes, type HandedFile, sayError } from '#renderer/lib'
import { useHandedFiles } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import { Glyph, Notice, Section } from '#renderer/ui'
import classes from '../reports.module.css'
import { useReportSearch } from '../use-report-search.ts'
import { Compared } from './compared.tsx'

/** As the contract has it. */
const mostCharacters = 16_000_000

/** A provider's own export of usage or costs beside the ledger, by day and model. Nothing is written by it. */
export function ReconcileView() {
  const { search, change } = useReportSearch()
  const [file, setFile] = useState<HandedFile>()
  const [problem, setProblem] = useState<string>()
  const { data: settings } = useQuery(useApi().settings.list.queryOptions())
  const { data: providers } = useQuery(useApi().providers.list.queryOptions({ input: { limit: 500 } }))
  const { mutate, isPending, data, error, variables, reset } = useMutation(useApi().reports.reconcile.mutationOptions())
  const zone = settings?.items.find(({ key }) => key === 'timeZone')?.value
  const take = (handed: HandedFile | undefined) => {
    if (handed === undefined) return
    setFile(handed)
    setProblem(undefined)
    reset()
  }
  useHandedFiles(([handed]) => take(handed))
  const { provider } = search
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found =
      file === undefined
        ? 'Choose the file, or drop it anywhere on this window.'
        : provider === undefined
          ? 'Choose whose file it is.'
          : file.text.length > mostCharacters
            ? `${file.name} is larger than a page can hand over: export fewer days.`
            : undefined
    setProblem(found)
    if (found !== undefined || file === undefined || provider === undefined) return
    mutate({ provider: provider as ProviderKey, text: file.text, file: file.name, timeZone: typeof zone === 'string' ? zone : 'UTC' })
  }
  return (
    <div className={classes['scroll']}>
      <Section title="The provider’s own figures" aside="CSV: a day, a model, and a cost or tokens">
        <form className={classes['form']} onSubmit={submit} noValidate aria-label="Compare with a provider">
          <div className={classes['file']}>
            <FileButton accept=".csv,.tsv,.txt" onChange={(chosen) => void readOne(chosen).then(take)}>
              {(props) => (
                <Button {...props} leftSection={<Glyph name="file" size={14} />} aria-describedby="reconcile-file">
                  {file === undefined ? 'Choose a file' : 'Choose another'}
                </Button>
              )}
            </FileButton>
            <span id="reconcile-file" className={classes['soft']}>
              {file === undefined ? 'or drop it anywhere on this window' : `${file.name}, ${formatBytes(new Blob([file.text]).size)}`}
            </span>
          </div>
          <Select
            label="Provider"
            description="Whose calls of the ledger it is compared with"
            placeholder="Choose"
            searchable
            allowDeselect={false}
            data={(providers?.items ?? []).map(({ key, name }) => ({ value: String(key), label: name }))}
            value={provider ?? null}
            onChange={(value) => {
              setProblem(undefined)
              change({ provider: value ?? undefined })
            }}
          />
          {problem === undefined ? null : (
            <p className={classes['wrong']} role="alert">
              {problem}
            </p>
          )}
          {error === null ? null : <Refusal error={error} />}
          <div>
            <Button type="submit" variant="filled" loading={isPending}>
              Compare
            </Button>
          </div>
        </form>
      </Section>
      {data === undefined || variables === undefined ? null : <Compared result={data} timeZone={variables.timeZone ?? 'UTC'} />}
    </div>
  )
}

async function readOne(file: File | null): Promise<HandedFile | undefined> {
  return file === null ? undefined : { name: file.name, text: await file.text() }
}

function Refusal({ error }: { readonly error: unknown }) {
  const { title, details, reference } = sayError(error)
  return (
    <Notice tone="bad">
      <strong>{title}.</strong> Nothing was compared; what you chose is still here.
      {details.map((detail) => (
        <div key={detail} className={classes['detail']}>
          {detail}
        </div>
      ))}
      {reference === undefined ? null : <div>Reference {reference}</div>}
    </Notice>
  )
}
