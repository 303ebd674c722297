import { z } from 'zod'
import { MalformedRequest } from './wire.ts'

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
