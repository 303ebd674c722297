import { z } from 'zod'
import { MalformedRequest, type Schema } from './wire.ts'

/** A message's text, given as one string or in parts; parts that are no text count nothing. */
export const Content = z
  .union([z.string(), z.array(z.looseObject({ text: z.string().optional() }))])
  .nullish()
  .transform((content) => {
    if (content === null || content === undefined) return ''
    return typeof content === 'string' ? content : content.map((part) => part.text ?? '').join('')
  })

export function readAs<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const read = schema.safeParse(body)
  if (read.success) return read.data
  throw new MalformedRequest(z.prettifyError(read.error))
}

/** One server-sent event; named where the wire names its events. */
export function eventOf(data: object, name?: string): string {
  return `${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`
}

/** The schema of the answer that is wanted: the one given, else where JSON is asked for without one, the one that stands in the prompt on a line of its own; null: text is wanted. */
export function schemaIn(
  given: Schema | null | undefined,
  isJson = false,
  messages: readonly { readonly content: string }[] = [],
): Schema | null {
  if (given !== undefined && given !== null) return given
  if (!isJson) return null
  for (const { content } of messages) {
    for (const line of content.split('\n')) {
      const read = line.startsWith('{') && line.includes('"type"') ? Said.safeParse(line) : undefined
      if (read?.success) return read.data
    }
  }
  return { type: 'object', properties: { answer: { type: 'string' } } }
}

const Said = z
  .string()
  .transform((line, context): unknown => {
    try {
      return JSON.parse(line)
    } catch (error) {
      context.addIssue(String(error))
      return z.NEVER
    }
  })
  .pipe(z.record(z.string(), z.unknown()))
