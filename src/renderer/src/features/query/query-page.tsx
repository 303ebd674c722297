import { Button, SegmentedControl } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useRef, useState } from 'react'
import { counted, formatCount, formatLatency } from '#renderer/lib'
import { useExportMenu } from '#renderer/parts'
import { CopyButton, EmptyState, LoadingState, Page, PageHeader, useNow } from '#renderer/ui'
import classes from './query.module.css'
import { ResultTable } from './result-table.tsx'
import { SaveDialog } from './save-dialog.tsx'
import { longestInAddress } from './search.ts'
import { SidePanel } from './side-panel.tsx'
import { type EditorHandle, SqlEditor } from './sql-editor.tsx'
import { useDraft } from './use-draft.ts'
import { type Answer, useSql } from './use-sql.ts'

/** Charts are loaded when the first is asked for. */
const ResultChart = lazy(async () => ({ default: (await import('./result-chart.tsx')).ResultChart }))

/** Questions in SQL: written, asked, saved; their answers as a table, a chart or a file. */
export function QueryPage() {
  const [draft, setDraft] = useDraft()
  const { answer, ask, cancel } = useSql()
  const [isSaving, setSaving] = useState(false)
  const editor = useRef<EditorHandle>(null)
  const run = useRef<HTMLButtonElement>(null)
  const isGoing = answer?.status.kind === 'going'
  const canRun = draft.text.trim() !== ''
  const start = () => {
    if (canRun) void ask(draft.text)
  }
  const { menu, notice } = useExportMenu('Export', [
    { label: 'What it answers, asked anew', order: () => ({ report: 'query', query: draft.text }) },
  ])
  const isChanged = draft.name !== undefined && draft.text !== draft.saved
  return (
    <Page
      isFixed
      header={
        <PageHeader
          title="Query"
          facts={draft.name === undefined ? 'A question in SQL, which only reads' : `${draft.name}${isChanged ? ', changed' : ''}`}
          actions={
            <>
              {canRun && draft.text.length <= longestInAddress ? <CopyLink text={draft.text} /> : null}
              <Button disabled={!canRun} onClick={() => setSaving(true)}>
                Save…
              </Button>
              {canRun ? menu : null}
              {isGoing ? <Button onClick={cancel}>Cancel</Button> : null}
              <Button ref={run} variant="filled" disabled={!canRun} onClick={start} title="Ctrl+Enter">
                {isGoing ? 'Ask anew' : 'Run'}
              </Button>
            </>
          }
        />
      }
    >
      {notice}
      <div className={classes['page']}>
        <SidePanel
          chosen={draft.name}
          onInsert={(name) => editor.current?.insertName(name)}
          onLoad={({ name, query }) => {
            editor.current?.replaceAll(query)
            setDraft({ text: query, name, saved: query })
          }}
          onForgotten={(name) => {
            if (draft.name === name) setDraft({ ...draft, name: undefined, saved: undefined })
          }}
        />
        <div className={classes['work']}>
          <SqlEditor
            ref={editor}
            text={draft.text}
            onChange={(text) => setDraft({ ...draft, text })}
            onRun={start}
            onLeave={() => run.current?.focus()}
            error={answer?.status.kind === 'failed' && answer.query === draft.text ? answer.status.error : undefined}
          />
          <Result answer={answer} />
        </div>
      </div>
      <SaveDialog
        isOpen={isSaving}
        query={draft.text}
        from={draft.name}
        onSaved={(name) => setDraft({ text: draft.text, name, saved: draft.text })}
        onClose={() => setSaving(false)}
      />
    </Page>
  )
}

function CopyLink({ text }: { readonly text: string }) {
  return (
    <CopyButton text={`${location.origin}${location.pathname}#/query?q=${encodeURIComponent(text)}`} label="Copy a link to this question" />
  )
}

function Result({ answer }: { readonly answer: Answer | undefined }) {
  const { show } = useSearch({ from: '/query' })
  const navigate = useNavigate({ from: '/query' })
  if (answer === undefined)
    return (
      <EmptyState title="Nothing was asked yet">
        Ctrl+Enter asks what stands in the editor. It reads what is there and changes nothing.
      </EmptyState>
    )
  const { columns, rows, status } = answer
  const isShown = columns.length > 0 && !(status.kind === 'failed' && rows.length === 0)
  return (
    <>
      <div className={classes['resultBar']}>
        <span role="status">
          <Told answer={answer} />
        </span>
        {isShown ? (
          <SegmentedControl
            aria-label="The result as"
            data={[
              { value: 'table', label: 'Table' },
              { value: 'chart', label: 'Chart' },
            ]}
            value={show ?? 'table'}
            onChange={(value) => void navigate({ search: value === 'chart' ? { show: 'chart' } : {}, replace: true })}
          />
        ) : null}
      </div>
      {!isShown ? null : show === 'chart' ? (
        <Suspense fallback={<LoadingState rows={8} />}>
          <ResultChart answer={answer} />
        </Suspense>
      ) : (
        <ResultTable answer={answer} />
      )}
    </>
  )
}

/** How it goes, or went. */
function Told({ answer: { status, rows, startedAtMs } }: { readonly answer: Answer }) {
  switch (status.kind) {
    case 'going':
      return <Going startedAtMs={startedAtMs} rows={rows.length} />
    case 'done':
      return (
        <>
          {counted(rows.length, 'row')} in {formatLatency(status.elapsedMs)}
          {status.isCut ? <strong className={classes['cut']}>, cut at {formatCount(rows.length)} rows: there are more</strong> : null}
        </>
      )
    case 'cancelled':
      return `Cancelled${rows.length === 0 ? '' : ` after ${counted(rows.length, 'row')}`}`
    case 'failed':
      return rows.length === 0 ? 'It was not answered' : `It failed after ${counted(rows.length, 'row')}`
  }
}

function Going({ startedAtMs, rows }: { readonly startedAtMs: number; readonly rows: number }) {
  const nowMs = useNow(200)
  return `Asking for ${formatLatency(Math.max(0, nowMs - startedAtMs))}${rows === 0 ? '' : `, ${counted(rows, 'row')} so far`}`
}
