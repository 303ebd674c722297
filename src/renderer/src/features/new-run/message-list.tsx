import { ActionIcon, Button, Select, Textarea } from '@mantine/core'
import type { Message } from '#contract/batch'
import { Glyph } from '#renderer/ui'
import type { DraftMessage } from './draft.ts'
import type { FormPart } from './form-part.ts'
import { moved } from './listed.ts'
import { addMessage, removeMessage, setMessage } from './messages.ts'
import classes from './new-run.module.css'

const roles: readonly Message['role'][] = ['system', 'user', 'assistant']

/** A conversation, a message each: role, text, and its place among the others. */
export function MessageList({
  messages,
  errors,
  onChange,
}: {
  readonly messages: readonly DraftMessage[]
  readonly errors: FormPart['errors']
  readonly onChange: (messages: readonly DraftMessage[]) => void
}) {
  return (
    <div className={classes['field']}>
      {errors.has('messages') ? (
        <p className={classes['error']} role="alert">
          {errors.get('messages')}
        </p>
      ) : null}
      <ol className={classes['messages']}>
        {messages.map(({ id, role, content }, index) => {
          const number = index + 1
          return (
            <li key={id} className={classes['message']}>
              <Select
                aria-label={`Role of message ${number}`}
                data={roles}
                allowDeselect={false}
                value={role}
                onChange={(value) => onChange(setMessage(messages, id, { role: roles.find((one) => one === value) ?? role }))}
              />
              <Textarea
                aria-label={`Message ${number}`}
                autosize
                minRows={2}
                maxRows={14}
                value={content}
                error={errors.get(`messages[${index}]`)}
                onChange={(event) => onChange(setMessage(messages, id, { content: event.currentTarget.value }))}
              />
              <div className={classes['messageActions']}>
                <ActionIcon
                  aria-label={`Move message ${number} up`}
                  disabled={index === 0}
                  onClick={() => onChange(moved(messages, index, -1))}
                >
                  <Glyph name="up" />
                </ActionIcon>
                <ActionIcon
                  aria-label={`Move message ${number} down`}
                  disabled={index === messages.length - 1}
                  onClick={() => onChange(moved(messages, index, 1))}
                >
                  <Glyph name="down" />
                </ActionIcon>
                <ActionIcon aria-label={`Remove message ${number}`} onClick={() => onChange(removeMessage(messages, id))}>
                  <Glyph name="trash" />
                </ActionIcon>
              </div>
            </li>
          )
        })}
      </ol>
      <Button
        className={classes['addMessage']}
        leftSection={<Glyph name="plus" size={14} />}
        onClick={() => onChange(addMessage(messages))}
      >
        Add a message
      </Button>
    </div>
  )
}
