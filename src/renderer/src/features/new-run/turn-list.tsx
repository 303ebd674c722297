import { ActionIcon, Button, Textarea } from '@mantine/core'
import { Glyph } from '#renderer/ui'
import type { DraftTurn } from './draft.ts'
import type { FormPart } from './form-part.ts'
import { moved, nextId } from './listed.ts'
import classes from './new-run.module.css'

interface TurnListProps {
  readonly turns: readonly DraftTurn[]
  readonly errors: FormPart['errors']
  readonly onChange: (turns: readonly DraftTurn[]) => void
}

/** What the user says next, once the model has answered: a text each, in order. */
export function TurnList({ turns, errors, onChange }: TurnListProps) {
  return (
    <div className={classes['field']}>
      {turns.length === 0 ? null : (
        <>
          <p className={classes['hint']}>Once the model has answered, each of these is sent in turn, with all that was said before.</p>
          {errors.has('turns') ? (
            <p className={classes['error']} role="alert">
              {errors.get('turns')}
            </p>
          ) : null}
          <ol className={classes['messages']} aria-label="Further turns">
            {turns.map((turn, index) => (
              <li key={turn.id} className={classes['turn']}>
                <Textarea
                  aria-label={`Further turn ${index + 1}`}
                  placeholder="Are you sure?"
                  autosize
                  minRows={1}
                  maxRows={10}
                  value={turn.content}
                  error={errors.get(`turns[${index}]`)}
                  onChange={(event) => onChange(turns.with(index, { ...turn, content: event.currentTarget.value }))}
                />
                <div className={classes['messageActions']}>
                  <ActionIcon
                    aria-label={`Move turn ${index + 1} up`}
                    disabled={index === 0}
                    onClick={() => onChange(moved(turns, index, -1))}
                  >
                    <Glyph name="up" />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={`Move turn ${index + 1} down`}
                    disabled={index === turns.length - 1}
                    onClick={() => onChange(moved(turns, index, 1))}
                  >
                    <Glyph name="down" />
                  </ActionIcon>
                  <ActionIcon aria-label={`Remove turn ${index + 1}`} onClick={() => onChange(turns.toSpliced(index, 1))}>
                    <Glyph name="trash" />
                  </ActionIcon>
                </div>
              </li>
            ))}
          </ol>
        </>
      )}
      <Button
        className={classes['addMessage']}
        leftSection={<Glyph name="plus" size={14} />}
        onClick={() => onChange([...turns, { id: nextId(turns), content: '' }])}
      >
        Add a further turn
      </Button>
    </div>
  )
}
