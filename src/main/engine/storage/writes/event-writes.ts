import type { WriteContext } from '../write-context.ts'

/** What is not a call and worth remembering. Best effort: a failed event never costs an answer. */
export interface AddEvent {
  readonly ulid: string
  readonly atMs: number
  readonly kind: string
  readonly subject: string
  readonly runId: number | null
  readonly attemptId: number | null
  readonly data: string
}

export function addEvent(context: WriteContext, input: AddEvent): void {
  context
    .prepare('insert into event (seq, ulid, at_ms, kind, subject, run_id, attempt_id, data) values (?, ?, ?, ?, ?, ?, ?, ?)')
    .run(context.nextSeq(), input.ulid, input.atMs, input.kind, input.subject, input.runId, input.attemptId, input.data)
}
