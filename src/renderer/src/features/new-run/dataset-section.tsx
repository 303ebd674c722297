import { Button, FileButton, SegmentedControl, TextInput } from '@mantine/core'
import { useState } from 'react'
import { counted } from '#renderer/lib'
import { Glyph, Section } from '#renderer/ui'
import { DatasetGrid } from './dataset-grid.tsx'
import { addColumns } from './dataset-rows.ts'
import type { Draft } from './draft.ts'
import { ExpandDialog } from './expand/expand-dialog.tsx'
import type { FormPart } from './form-part.ts'
import classes from './new-run.module.css'
import { ownRowsText } from './own-rows.ts'
import { readRows } from './read-rows.ts'
import { dimensionNames } from './scenarios/draft-scenarios.ts'
import { variablesOf } from './variables.ts'

/** What fills the variables: nothing, rows in place, or a file that the engine reads. */
export function DatasetSection({ draft, errors, edit }: FormPart) {
  const { datasetKind, rows, datasetFile } = draft
  const [problem, setProblem] = useState<string | undefined>()
  const [isExpanding, setIsExpanding] = useState(false)
  const variables = variablesOf(draft)
  const made = dimensionNames(draft.scenarios)
  const wanted = variables.filter((name) => !made.includes(name))
  const choose = (kind: string) => {
    setProblem(undefined)
    if (kind === 'rows') edit({ datasetKind: 'rows', rows: addColumns(rows, wanted) })
    else edit({ datasetKind: kind === 'file' ? 'file' : 'none' })
  }
  const upload = async (file: File | null) => {
    if (file === null) return
    const read = readRows(file.name, await file.text())
    setProblem('problem' in read ? read.problem : undefined)
    if ('rows' in read) edit({ datasetKind: 'rows', rows: read.rows })
  }
  const error = problem ?? errors.get('dataset')
  const own = datasetKind === 'rows' ? ownRowsText(rows.rows) : undefined
  return (
    <Section
      title="Dataset"
      aside={
        <>
          <Button variant="subtle" leftSection={<Glyph name="edit" size={14} />} onClick={() => setIsExpanding(true)}>
            Write rows with a model
          </Button>
          <FileButton accept=".csv,.json,.jsonl,.ndjson" onChange={(file) => void upload(file)}>
            {(props) => (
              <Button {...props} variant="subtle" leftSection={<Glyph name="file" size={14} />}>
                Take rows from a file
              </Button>
            )}
          </FileButton>
          <SegmentedControl
            aria-label="Kind of dataset"
            value={datasetKind}
            onChange={choose}
            data={[
              { value: 'none', label: 'None' },
              { value: 'rows', label: 'Rows' },
              { value: 'file', label: 'File' },
            ]}
          />
        </>
      }
    >
      {isExpanding ? <ExpandDialog draft={draft} edit={edit} onClose={() => setIsExpanding(false)} /> : null}
      <div className={classes['field']}>
        <Variables names={variables} draft={draft} onAdd={() => edit({ datasetKind: 'rows', rows: addColumns(rows, wanted) })} />
        {datasetKind === 'rows' ? <DatasetGrid value={rows} onChange={(changed) => edit({ rows: changed })} /> : null}
        {own === undefined ? null : <p className={classes['hint']}>{own}</p>}
        {datasetKind === 'file' ? (
          <TextInput
            aria-label="File of the dataset"
            placeholder="/home/me/countries.csv"
            description="A csv, json, jsonl or parquet file on the engine’s machine, by its whole path. The engine reads it when the run starts."
            value={datasetFile}
            error={error}
            onChange={(event) => edit({ datasetFile: event.currentTarget.value })}
          />
        ) : null}
        {error !== undefined && datasetKind !== 'file' ? (
          <p className={classes['error']} role="alert">
            {error}
          </p>
        ) : null}
      </div>
    </Section>
  )
}

/** Which names the prompt wants filled, and whether a column does. */
function Variables({ names, draft, onAdd }: { readonly names: readonly string[]; readonly draft: Draft; readonly onAdd: () => void }) {
  const { datasetKind, rows } = draft
  const made = dimensionNames(draft.scenarios)
  const isFilled = (name: string) =>
    datasetKind === 'file' || made.includes(name) || (datasetKind === 'rows' && rows.columns.includes(name))
  if (names.length === 0)
    return datasetKind === 'none' ? (
      <p className={classes['hint']}>
        One prompt, sent as it is. A name in double braces, such as {'{{country}}'}, is filled from a dataset or from scenarios.
      </p>
    ) : (
      <p className={classes['hint']}>The prompt names no column: each row sends the same.</p>
    )
  const open = names.filter((name) => !isFilled(name))
  return (
    <div className={classes['variables']}>
      <span>{counted(names.length, 'variable')}:</span>
      {names.map((name) => (
        <code key={name} data-filled={isFilled(name) || undefined}>
          {name}
        </code>
      ))}
      {open.length === 0 ? null : (
        <Button size="compact-xs" onClick={onAdd}>
          {datasetKind === 'rows' ? `Add ${counted(open.length, 'missing column')}` : 'Fill in rows'}
        </Button>
      )}
    </div>
  )
}
