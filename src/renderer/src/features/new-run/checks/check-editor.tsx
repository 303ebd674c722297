import { ActionIcon, Checkbox, Select, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { Glyph } from '#renderer/ui'
import formClasses from '../new-run.module.css'
import { CheckFields } from './check-fields.tsx'
import type { CheckPart } from './check-part.ts'
import classes from './checks.module.css'
import { groupKinds, isGroup, leafKinds, newCheck } from './draft-check.ts'

interface CheckEditorProps extends CheckPart {
  /** Whether it may be a group. */
  readonly mayGroup: boolean
  readonly actions: ReactNode
  /** The checks of a group. */
  readonly children?: ReactNode
}

/** A check: what it asks, whether it is turned round, its name, weight, and the fields of its kind. */
export function CheckEditor({ mayGroup, actions, children, ...part }: CheckEditorProps) {
  const { check, called, path, errors, set } = part
  const kinds = mayGroup ? [...leafKinds, ...groupKinds] : leafKinds
  const choose = (value: string | null) => {
    const type = kinds.find((kind) => kind.type === value)?.type ?? check.type
    set({ type, ...(isGroup({ type }) && check.checks.length === 0 ? { checks: [newCheck(0)] } : {}) })
  }
  const error = errors.get(path) ?? errors.get(`${path}.checks`)
  return (
    <li className={classes['check']} aria-label={`C${called.slice(1)}`}>
      <div className={classes['head']}>
        <Checkbox
          label="not"
          aria-label={`Not: ${called} is turned round`}
          checked={check.negate}
          onChange={(event) => set({ negate: event.currentTarget.checked })}
        />
        <Select
          aria-label={`Kind of ${called}`}
          allowDeselect={false}
          maxDropdownHeight={400}
          data={kinds.map(({ type, label }) => ({ value: type, label }))}
          value={check.type}
          error={errors.get(`${path}.type`)}
          onChange={choose}
        />
        <TextInput
          aria-label={`Name of ${called}`}
          placeholder="what results call it"
          value={check.name}
          error={errors.get(`${path}.name`)}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          aria-label={`Weight of ${called}`}
          title="Its part in the score"
          leftSection="×"
          placeholder="1"
          inputMode="decimal"
          value={check.weight}
          error={errors.get(`${path}.weight`)}
          onChange={(event) => set({ weight: event.currentTarget.value })}
        />
        <div className={classes['actions']}>{actions}</div>
      </div>
      {error === undefined ? null : (
        <p className={formClasses['error']} role="alert">
          {error}
        </p>
      )}
      <CheckFields {...part} />
      {children}
    </li>
  )
}

interface CheckActionsProps {
  readonly called: string
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly onMove: (by: -1 | 1) => void
  readonly onRemove: () => void
}

export function CheckActions({ called, isFirst, isLast, onMove, onRemove }: CheckActionsProps) {
  return (
    <>
      <ActionIcon aria-label={`Move ${called} up`} disabled={isFirst} onClick={() => onMove(-1)}>
        <Glyph name="up" />
      </ActionIcon>
      <ActionIcon aria-label={`Move ${called} down`} disabled={isLast} onClick={() => onMove(1)}>
        <Glyph name="down" />
      </ActionIcon>
      <ActionIcon aria-label={`Remove ${called}`} onClick={onRemove}>
        <Glyph name="trash" />
      </ActionIcon>
    </>
  )
}
