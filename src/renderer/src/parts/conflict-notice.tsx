import { Button, Radio } from '@mantine/core'
import { useState } from 'react'
import { Notice } from '#renderer/ui'
import classes from './conflict.module.css'
import { type Conflict, type Decision, decide, type Meeting, sayPlainly, type Value } from './conflict.ts'

interface ConflictNoticeProps {
  readonly conflict: Conflict
  /** What the form calls a field. */
  readonly sayField?: (name: string) => string
  readonly sayValue?: (name: string, value: Value) => string
  /** Saves again with what was decided. */
  readonly onDecide: (decision: Decision) => void
}

/** Somebody else has edited the same thing meanwhile: both values of each field, and which of them is to hold. Give it a `key` by the conflict's revision. */
export function ConflictNotice({
  conflict,
  sayField = (name) => name,
  sayValue = (_, value) => sayPlainly(value),
  onDecide,
}: ConflictNoticeProps) {
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set())
  const { fields } = conflict
  const choose = (name: string, isKept: boolean) =>
    setKept((before) => (isKept ? new Set([...before, name]) : new Set([...before].filter((each) => each !== name))))
  return (
    <Notice tone="waiting">
      <p className={classes['lead']} role="alert">
        {fields.length === 0
          ? 'Somebody else has changed this meanwhile, but nothing that you set. Nothing was saved yet.'
          : 'Somebody else has changed this meanwhile. Nothing was saved yet: choose what is to hold.'}
      </p>
      {fields.length === 0 ? null : (
        <table className={classes['fields']}>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Yours</th>
              <th scope="col">Theirs, as it stands</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <Row
                key={field.name}
                field={field}
                label={sayField(field.name)}
                say={(value) => sayValue(field.name, value)}
                isKept={kept.has(field.name)}
                onChoose={(isKept) => choose(field.name, isKept)}
              />
            ))}
          </tbody>
        </table>
      )}
      <Button size="compact-xs" variant="filled" onClick={() => onDecide(decide(conflict, kept))}>
        Save these
      </Button>
    </Notice>
  )
}

function Row({
  field,
  label,
  say,
  isKept,
  onChoose,
}: {
  readonly field: Meeting
  readonly label: string
  readonly say: (value: Value) => string
  readonly isKept: boolean
  readonly onChoose: (isKept: boolean) => void
}) {
  const [mine, theirs] = [say(field.given), say(field.standing)]
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>
        <Radio
          size="xs"
          name={`conflict-${field.name}`}
          label={mine}
          aria-label={`${label}: yours, ${mine}`}
          checked={!isKept}
          onChange={() => onChoose(false)}
        />
      </td>
      <td>
        <Radio
          size="xs"
          name={`conflict-${field.name}`}
          label={theirs}
          aria-label={`${label}: theirs, ${theirs}`}
          checked={isKept}
          onChange={() => onChoose(true)}
        />
      </td>
    </tr>
  )
}
