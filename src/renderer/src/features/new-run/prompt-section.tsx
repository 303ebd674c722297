import { SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { Section } from '#renderer/ui'
import type { DraftMessage } from './draft.ts'
import type { FormPart } from './form-part.ts'
import { MessageList } from './message-list.tsx'
import classes from './new-run.module.css'
import { TurnList } from './turn-list.tsx'

export function PromptSection({ draft, errors, edit }: FormPart) {
  const { name, promptKind, prompt, messages, turns } = draft
  return (
    <>
      <Section title="Name">
        <TextInput
          className={classes['field']}
          aria-label="Name"
          placeholder="What the run is called"
          value={name}
          error={errors.get('name')}
          onChange={(event) => edit({ name: event.currentTarget.value })}
        />
      </Section>
      <Section
        title="Prompt"
        aside={
          <SegmentedControl
            aria-label="Kind of prompt"
            value={promptKind}
            onChange={(value) =>
              edit(value === 'prompt' ? { promptKind: 'prompt' } : { promptKind: 'messages', messages: begun(messages, prompt) })
            }
            data={[
              { value: 'prompt', label: 'One message' },
              { value: 'messages', label: 'Conversation' },
            ]}
          />
        }
      >
        {promptKind === 'prompt' ? (
          <Textarea
            className={classes['field']}
            aria-label="Prompt"
            placeholder="What is the capital of {{country}}?"
            autosize
            minRows={3}
            maxRows={16}
            value={prompt}
            error={errors.get('prompt')}
            onChange={(event) => edit({ prompt: event.currentTarget.value })}
          />
        ) : (
          <MessageList messages={messages} errors={errors} onChange={(changed) => edit({ messages: changed })} />
        )}
        <TurnList turns={turns} errors={errors} onChange={(changed) => edit({ turns: changed })} />
      </Section>
    </>
  )
}

/** A conversation begins with what was written as the prompt. */
function begun(messages: readonly DraftMessage[], prompt: string): readonly DraftMessage[] {
  return messages.length > 0 ? messages : [{ id: 0, role: 'user', content: prompt }]
}
