import { Button, Checkbox, FileButton, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { formatBytes, type HandedFile, sayError } from '#renderer/lib'
import { Glyph, Notice } from '#renderer/ui'
import classes from './import.module.css'
import { formatWords } from './row-words.ts'
import { refuseSize, type Source } from './source.ts'
import type { ReadProblem } from './use-preview.ts'

export interface SourceFormProps {
  readonly source: Source
  readonly problem: ReadProblem | undefined
  readonly isReading: boolean
  readonly onEdit: (part: Partial<Source>) => void
  readonly onFile: (file: HandedFile) => void
  readonly onRead: () => void
}

const kinds = [
  { value: 'file', label: 'File' },
  { value: 'text', label: 'Text' },
  { value: 'address', label: 'Address' },
] as const

const addresses = [
  ['models.dev', 'https://models.dev/api.json'],
  ['OpenRouter', 'https://openrouter.ai/api/v1/models'],
  ['LiteLLM', 'https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json'],
] as const

const formats = [{ value: 'auto', label: 'Found out' }, ...Object.entries(formatWords).map(([value, label]) => ({ value, label }))]

/** What is to be read, and how. What is wrong with it is said, and what was given stays. */
export function SourceForm({ source, problem, isReading, onEdit, onFile, onRead }: SourceFormProps) {
  const wanted = problem?.kind === 'wanted' ? problem.words : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onRead()
  }
  return (
    <form className={classes['form']} onSubmit={submit} noValidate>
      <SegmentedControl
        aria-label="Where it comes from"
        className={classes['kinds']}
        data={[...kinds]}
        value={source.kind}
        onChange={(value) => onEdit({ kind: kinds.find((kind) => kind.value === value)?.value ?? 'file' })}
      />
      {source.kind === 'file' ? <FileField source={source} error={wanted} onFile={onFile} /> : null}
      {source.kind === 'text' ? (
        <Textarea
          label="Text"
          description="JSON as its source has it; of a configuration of Assay also YAML."
          classNames={{ input: classes['pasted'] ?? '' }}
          rows={8}
          spellCheck={false}
          value={source.pasted}
          error={wanted}
          onChange={(event) => onEdit({ pasted: event.currentTarget.value })}
        />
      ) : null}
      {source.kind === 'address' ? <AddressField source={source} error={wanted} onEdit={onEdit} /> : null}
      <div className={classes['options']}>
        <Select
          label="Format"
          w={200}
          allowDeselect={false}
          data={formats}
          value={source.format}
          onChange={(value) => onEdit({ format: formats.find((format) => format.value === value)?.value as Source['format'] })}
        />
        <Checkbox
          label="Bring along providers that are not in the catalog"
          description="Disabled, until somebody gives each an address and a key"
          checked={source.allProviders}
          onChange={(event) => onEdit({ allProviders: event.currentTarget.checked })}
        />
      </div>
      {problem?.kind === 'refused' ? <Refusal error={problem.error} /> : null}
      <div>
        <Button type="submit" variant="filled" loading={isReading}>
          Preview
        </Button>
      </div>
    </form>
  )
}

function FileField({
  source: { file },
  error,
  onFile,
}: {
  readonly source: Source
  readonly error: string | undefined
  readonly onFile: SourceFormProps['onFile']
}) {
  const [tooLarge, setTooLarge] = useState<string | undefined>()
  const choose = (chosen: File | null) => {
    if (chosen === null) return
    const refusal = refuseSize(chosen.name, chosen.size)
    setTooLarge(refusal)
    if (refusal === undefined) void chosen.text().then((text) => onFile({ name: chosen.name, text }))
  }
  const said = tooLarge ?? error
  return (
    <div className={classes['file']}>
      <FileButton accept=".json,.yaml,.yml" onChange={choose}>
        {(props) => (
          <Button {...props} leftSection={<Glyph name="file" size={14} />} aria-invalid={said !== undefined} aria-describedby="import-file">
            {file === undefined ? 'Choose a file' : 'Choose another'}
          </Button>
        )}
      </FileButton>
      <span id="import-file" className={said === undefined ? classes['soft'] : classes['wrong']}>
        {said ?? (file === undefined ? 'or drop it anywhere on this window' : `${file.name}, ${formatBytes(new Blob([file.text]).size)}`)}
      </span>
    </div>
  )
}

function AddressField({
  source,
  error,
  onEdit,
}: {
  readonly source: Source
  readonly error: string | undefined
  readonly onEdit: SourceFormProps['onEdit']
}) {
  return (
    <div>
      <TextInput
        label="Address"
        description="https://, answered within 30 s by 32 MiB at most, without being sent on."
        placeholder="https://"
        spellCheck={false}
        value={source.address}
        error={error}
        onChange={(event) => onEdit({ address: event.currentTarget.value })}
      />
      <div className={classes['addresses']}>
        {addresses.map(([name, address]) => (
          <Button key={name} size="compact-xs" variant="subtle" onClick={() => onEdit({ address })}>
            {name}
          </Button>
        ))}
      </div>
    </div>
  )
}

function Refusal({ error }: { readonly error: unknown }) {
  const { title, details, reference } = sayError(error)
  return (
    <Notice tone="bad">
      <strong>{title}.</strong>
      {details.map((detail) => (
        <div key={detail} className={classes['detail']}>
          {detail}
        </div>
      ))}
      {reference === undefined ? null : <div>Reference {reference}</div>}
    </Notice>
  )
}
