import { Button } from '@mantine/core'
import { Glyph } from '#renderer/ui'
import type { FormPart } from '../form-part.ts'
import { moved, nextId } from '../listed.ts'
import { CheckActions, CheckEditor } from './check-editor.tsx'
import classes from './checks.module.css'
import { type DraftCheck, isGroup, newCheck } from './draft-check.ts'

interface CheckListProps {
  readonly checks: readonly DraftCheck[]
  readonly errors: FormPart['errors']
  readonly onChange: (checks: readonly DraftCheck[]) => void
  /** Of which group these are: where it stands in the batch, and its number. */
  readonly group?: { readonly path: string; readonly number: string }
}

/** Checks one beneath the other; those of a group are no groups. */
export function CheckList({ checks, errors, onChange, group }: CheckListProps) {
  const prefix = group === undefined ? '' : `${group.number}.`
  return (
    <>
      {checks.length === 0 ? null : (
        <ul className={classes['checks']}>
          {checks.map((check, index) => {
            const number = `${prefix}${index + 1}`
            const path = `${group === undefined ? 'checks' : `${group.path}.checks`}[${index}]`
            const set = (change: Partial<DraftCheck>) => onChange(checks.with(index, { ...check, ...change }))
            return (
              <CheckEditor
                key={check.id}
                check={check}
                called={`check ${number}`}
                path={path}
                errors={errors}
                set={set}
                mayGroup={group === undefined}
                actions={
                  <CheckActions
                    called={`check ${number}`}
                    isFirst={index === 0}
                    isLast={index === checks.length - 1}
                    onMove={(by) => onChange(moved(checks, index, by))}
                    onRemove={() => onChange(checks.toSpliced(index, 1))}
                  />
                }
              >
                {isGroup(check) ? (
                  <div className={classes['inner']}>
                    <CheckList
                      checks={check.checks}
                      errors={errors}
                      group={{ path, number }}
                      onChange={(inner) => set({ checks: inner })}
                    />
                  </div>
                ) : null}
              </CheckEditor>
            )
          })}
        </ul>
      )}
      <Button
        aria-label={group === undefined ? 'Add a check' : `Add a check to group ${group.number}`}
        leftSection={<Glyph name="plus" size={14} />}
        onClick={() => onChange([...checks, newCheck(nextId(checks))])}
      >
        Add a check
      </Button>
    </>
  )
}
