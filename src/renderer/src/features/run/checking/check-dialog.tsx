import { Button, Checkbox, FileButton } from '@mantine/core'
import { useState } from 'react'
import type { RunSummary } from '#contract/runs'
import { counted, formatCount } from '#renderer/lib'
import { readFiles } from '#renderer/parts'
import { useConnectionState } from '#renderer/transport'
import { CopyButton, Dialog, Glyph, ProgressBar, Spend } from '#renderer/ui'
import classes from './checking.module.css'
import { type Checking, type CheckOrder, useChecking } from './use-checking.ts'

/** Checks the answers of a run anew, by its own checks or those of a file. Nothing is sent to a model again, but to a judge. */
export function CheckDialog({ summary, onLeave }: { readonly summary: RunSummary; readonly onLeave: () => void }) {
  const hasOwn = summary.checks !== null
  const isOut = useConnectionState().kind !== 'open'
  const { state, start } = useChecking(summary.id)
  const [file, setFile] = useState<CheckOrder['file']>()
  const [rejudge, setRejudge] = useState(false)
  const isGoing = state.kind === 'going'
  const command = `assay check ${summary.id} --checks checks.yaml`
  return (
    <Dialog isOpen onClose={onLeave} title={hasOwn ? 'Check the answers again' : 'Check the answers'} size="lg">
      <div className={classes['form']}>
        <p className={classes['text']}>
          {hasOwn
            ? 'What was said of each answer is replaced. With a file its checks become those of the run.'
            : 'A file of checks, in YAML or JSON: a list, or a mapping with checks and passWhen, as in a batch file.'}{' '}
          Kept answers are judged; none is asked for again.
        </p>
        <div className={classes['file']}>
          <FileButton
            accept=".yaml,.yml,.json,application/json,text/yaml"
            onChange={(chosen) => {
              if (chosen !== null) void readFiles([chosen]).then(([read]) => setFile(read))
            }}
          >
            {(props) => (
              <Button {...props} disabled={isGoing} leftSection={<Glyph name="file" size={14} />}>
                {file === undefined ? 'Choose a file of checks' : 'Choose another file'}
              </Button>
            )}
          </FileButton>
          <span className={classes['text']}>{file === undefined ? (hasOwn ? 'The run’s own checks' : 'No file yet') : file.name}</span>
          {file === undefined || !hasOwn ? null : (
            <Button variant="subtle" onClick={() => setFile(undefined)}>
              Its own instead
            </Button>
          )}
        </div>
        <Checkbox
          label="Ask the judge again, even where it has judged the same before"
          checked={rejudge}
          disabled={isGoing}
          onChange={(event) => setRejudge(event.currentTarget.checked)}
        />
        <p className={classes['text']}>
          From a terminal: <code>{command}</code> <CopyButton text={command} label="Copy the command" />
        </p>
        <State state={state} />
        <div className={classes['choices']}>
          <Button onClick={onLeave}>{state.kind === 'idle' || state.kind === 'refused' ? 'Leave it' : 'Close'}</Button>
          <Button
            variant="filled"
            loading={isGoing}
            disabled={isOut || (!hasOwn && file === undefined)}
            onClick={() => void start({ file, rejudge })}
          >
            Check
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

function State({ state }: { readonly state: Checking }) {
  switch (state.kind) {
    case 'idle':
      return null
    case 'refused':
      return (
        <div className={classes['refused']} role="alert">
          {state.why.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      )
    default: {
      const { counts, judgeCalls, judgeCost } = state.progress ?? { counts: none, judgeCalls: 0, judgeCost: undefined }
      const { passed, failed, errors, pending } = counts
      return (
        <div role="status">
          <ProgressBar
            label="Answers checked"
            total={passed + failed + errors + pending}
            shares={[
              { tone: 'good', count: passed, label: 'passed' },
              { tone: 'bad', count: failed, label: 'failed' },
              { tone: 'doubt', count: errors, label: 'undecided' },
            ]}
          />
          <p className={classes['text']}>
            {state.kind === 'done' ? 'Done: ' : ''}
            {formatCount(passed)} passed, {formatCount(failed)} failed, {formatCount(errors)} undecided
            {pending === 0 ? '' : `, ${formatCount(pending)} to go`}
            {judgeCalls === 0 || judgeCost === undefined ? null : (
              <>
                ; the judge was asked {counted(judgeCalls, 'time')}, for <Spend total={judgeCost} />
              </>
            )}
          </p>
        </div>
      )
    }
  }
}

const none = { passed: 0, failed: 0, errors: 0, pending: 0 }
