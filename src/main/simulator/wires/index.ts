import { anthropic } from './anthropic.ts'
import { google } from './google.ts'
import { openaiChat } from './openai-chat.ts'
import { openaiResponses } from './openai-responses.ts'
import type { Wire } from './wire.ts'

export type { ErrorReply, Schema, SimulatedAnswer, SimulatedRequest, StreamedAnswer, Wire, WireName } from './wire.ts'
export { MalformedRequest } from './wire.ts'

const wires: readonly Wire[] = [openaiChat, openaiResponses, anthropic, google]

/** The wire that speaks at a path, if any. */
export function wireAt(pathname: string): Wire | undefined {
  return wires.find((wire) => wire.isMine(pathname))
}
