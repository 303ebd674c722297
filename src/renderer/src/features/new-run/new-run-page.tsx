import { Button, FileButton, Tabs } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { type HandedFile, keysNeeded } from '#renderer/lib'
import { batchFileTypes, readFiles, useHandedFiles } from '#renderer/parts'
import { Glyph, Notice, Page, PageHeader } from '#renderer/ui'
import { BatchForm } from './batch-form.tsx'
import { draftOfBatch } from './draft-of-batch.ts'
import { FileEditor } from './file-editor.tsx'
import classes from './new-run.module.css'
import { QuotePanel } from './quote-panel.tsx'
import { SuiteDialog } from './suite/suite-dialog.tsx'
import { isSuite, type SuiteFile, suiteOfTexts } from './suite/suite-file.ts'
import { useCatalog } from './use-catalog.ts'
import { useDuplicate } from './use-duplicate.ts'
import { useEditor } from './use-editor.ts'
import { useShapes } from './use-shapes.ts'
import { useStart } from './use-start.ts'
import { useVerdict } from './use-verdict.ts'

/** A run before it is one: the batch as a form or as a file, what it will probably cost, and the way to start it. */
export function NewRunPage() {
  const [editor, dispatch] = useEditor()
  const { catalog, catalogAtMs } = useCatalog()
  const { verdict, isJudging } = useVerdict(editor, catalogAtMs)
  const { showFile, showForm, writeAnew, takeFiles } = useShapes(editor, dispatch)
  const { start, isStarting, errors, refused, tried } = useStart(editor, verdict, () => dispatch({ kind: 'begin-anew' }))
  const [problems, setProblems] = useState<readonly string[]>([])
  const [suite, setSuite] = useState<{ readonly given: SuiteFile | undefined } | undefined>()
  const take = async (files: readonly HandedFile[]) => {
    if (files.some(isSuite)) setSuite({ given: suiteOfTexts(files) })
    else setProblems(await takeFiles(files))
  }
  useHandedFiles((files) => void take(files))
  useDuplicate((filled, rerunOf) => dispatch({ kind: 'fill-form', draft: filled, rerunOf }))
  const body = useRef<HTMLDivElement>(null)
  // Who tried to start what is not right yet is led to the first field that says why.
  useEffect(() => {
    if (tried !== undefined) body.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [tried])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    start()
  }
  const { shown, draft, file, changed } = editor
  return (
    <Page
      isFixed
      header={
        <PageHeader
          title="New run"
          above={<Link to="/runs">Runs</Link>}
          facts="Prompts × models × samples, as a form or as a file. Nothing is sent before it is started."
          actions={
            <>
              <Button onClick={() => dispatch({ kind: 'begin-anew' })}>Begin anew</Button>
              <Button onClick={() => setSuite({ given: undefined })}>From a suite</Button>
              <FileButton multiple accept={batchFileTypes} onChange={(files) => void readFiles(files).then(take)}>
                {(props) => (
                  <Button {...props} leftSection={<Glyph name="file" size={14} />}>
                    Open a file
                  </Button>
                )}
              </FileButton>
              <Button variant="filled" loading={isStarting} onClick={start} leftSection={<Glyph name="play" size={14} />}>
                Start the run
              </Button>
            </>
          }
        />
      }
    >
      {suite === undefined ? null : (
        <SuiteDialog
          given={suite.given}
          onClose={() => setSuite(undefined)}
          onUse={(batch) => {
            dispatch({ kind: 'fill-form', draft: draftOfBatch(batch, draft.onRestart) })
            setSuite(undefined)
          }}
        />
      )}
      {editor.rerunOf === '' ? null : (
        <Notice tone="going" actions={<Button onClick={() => dispatch({ kind: 'unlink' })}>Do not link it</Button>}>
          The run will be linked to the one it was taken from, as one with changed prompts.
        </Notice>
      )}
      {problems.map((problem) => (
        <Notice key={problem} tone="bad">
          {problem}
        </Notice>
      ))}
      {shown === 'form' && changed.file ? (
        <Notice tone="waiting" actions={<Button onClick={() => void showFile()}>Back to the file</Button>}>
          {file.name} is not right yet and was not taken over. The form is as it was.
        </Notice>
      ) : null}
      {shown === 'file' && changed.file && changed.form ? (
        <Notice tone="waiting" actions={<Button onClick={() => void writeAnew()}>Write it from the form</Button>}>
          The form has other changes. Going back to the form takes this file over, once it is right.
        </Notice>
      ) : null}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for what its button does */}
      <div className={classes['columns']} onKeyDown={onKeyDown}>
        <div className={classes['main']} ref={body}>
          <Tabs value={shown} onChange={(tab) => void (tab === 'file' ? showFile() : showForm())}>
            <Tabs.List>
              <Tabs.Tab value="form">Form</Tabs.Tab>
              <Tabs.Tab value="file">File</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="form">
              <BatchForm
                draft={draft}
                errors={errors.fields}
                catalog={catalog}
                edit={(change) => dispatch({ kind: 'edit-form', change })}
              />
            </Tabs.Panel>
            <Tabs.Panel value="file">
              <FileEditor file={file} error={refused} onChange={(text) => dispatch({ kind: 'edit-file', text })} />
            </Tabs.Panel>
          </Tabs>
        </div>
        <QuotePanel
          verdict={verdict}
          isJudging={isJudging}
          errors={errors}
          keyless={keysNeeded(refused)}
          shown={shown}
          onRestart={draft.onRestart}
          onRestartChange={(onRestart) => dispatch({ kind: 'set-restart', onRestart })}
        />
      </div>
    </Page>
  )
}
