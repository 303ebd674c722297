import { Button, Menu } from '@mantine/core'
import type { ReportFormat, ReportOrder } from '#contract/reports'
import { counted, formatBytes, formatCount, sayError } from '#renderer/lib'
import { CopyButton, Glyph, Notice } from '#renderer/ui'
import { addressOfExport, type ExportState, useExport } from './use-export.ts'

/** Something that can be exported, by the heading that its formats stand under. */
export interface ExportChoice {
  readonly label: string
  readonly order: () => ReportOrder
  /** Up to where: what is shown stops there, too. */
  readonly watermark?: number | undefined
  /** All that there are, unless told. */
  readonly formats?: readonly ReportFormat[]
}

export const formatWords: Readonly<Record<ReportFormat, string>> = { csv: 'CSV', json: 'JSON', jsonl: 'JSON Lines', parquet: 'Parquet' }
const allFormats = Object.keys(formatWords) as readonly ReportFormat[]

/** A button that exports what is shown, and what has become of it: put `notice` above what is exported. */
export function useExportMenu(label: string, choices: readonly ExportChoice[]) {
  const { state, start, cancel } = useExport()
  const menu = (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button loading={state.kind === 'going'} rightSection={<Glyph name="down" size={12} />}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map((choice) => (
          <div key={choice.label}>
            <Menu.Label>{choice.label}</Menu.Label>
            {(choice.formats ?? allFormats).map((format) => (
              <Menu.Item key={format} onClick={() => void start(choice.order(), format, choice.watermark)}>
                {formatWords[format]}
              </Menu.Item>
            ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
  return { menu, notice: <ExportNotice state={state} onCancel={cancel} /> }
}

/** What has become of an export. */
export function ExportNotice({ state, onCancel }: { readonly state: ExportState; readonly onCancel: () => void }) {
  switch (state.kind) {
    case 'idle':
      return null
    case 'going':
      return (
        <Notice tone="going" actions={<Button onClick={onCancel}>Cancel</Button>}>
          Exporting: {sayProgress(state.progress)}. What is cancelled leaves nothing behind.
        </Notice>
      )
    case 'done':
      return (
        <Notice tone="going" actions={<Button onClick={onCancel}>Close</Button>}>
          {counted(state.rows, 'row')}, {formatBytes(state.done.bytes)}:{' '}
          <a href={addressOfExport(state.done.file)} download={state.done.file}>
            {state.done.file}
          </a>
          . It stays at <code>{state.done.path}</code> <CopyButton text={state.done.path} label="Copy where the file is" />, SHA-256{' '}
          <code title={state.done.sha256}>{state.done.sha256.slice(0, 12)}…</code>{' '}
          <CopyButton text={state.done.sha256} label="Copy its SHA-256" />
        </Notice>
      )
    case 'failed': {
      const { title, details } = sayError(state.error)
      return (
        <Notice tone="bad" actions={<Button onClick={onCancel}>Close</Button>}>
          It was not exported. {[title, ...details].join('. ')}
        </Notice>
      )
    }
  }
}

function sayProgress(progress: { readonly rows: number; readonly total: number | null } | undefined): string {
  if (progress === undefined) return 'it begins'
  return progress.total === null ? counted(progress.rows, 'row') : `${formatCount(progress.rows)} of ${counted(progress.total, 'row')}`
}
