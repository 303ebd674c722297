import { z } from 'zod'
import { Message, type Variables } from '#contract/batch'

const Template = z.object({ messages: z.array(Message) })

/** What a row of a run was asked: its messages as they were sent first, and the columns of it that are a person's. */
export async function templateOf(
  batch: string,
): Promise<(variables: string) => { readonly variables: Variables; readonly messages: readonly Message[] }> {
  const { renderMessages, withoutOwnColumns } = await import('#engine/batches')
  const { messages } = Template.parse(JSON.parse(batch))
  return (text) => {
    const variables = JSON.parse(text) as Variables
    return { variables: withoutOwnColumns(variables), messages: renderMessages(messages, variables) }
  }
}
