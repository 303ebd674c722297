import type { WriteContext } from '../write-context.ts'

/** Prompts of one run become those of another, in the order given, from `fromIdx` on. */
export interface CopyPrompts {
  readonly runId: number
  readonly fromRunId: number
  readonly fromIdx: number
  readonly prompts: readonly number[]
}

export function copyPrompts(context: WriteContext, input: CopyPrompts): void {
  const copy = context.prepare(
    'insert into prompt (run_id, idx, variables, body_hash, bytes) select ?, ?, variables, body_hash, bytes from prompt where run_id = ? and idx = ?',
  )
  input.prompts.forEach((idx, offset) => {
    copy.run(input.runId, input.fromIdx + offset, input.fromRunId, idx)
  })
  context.prepare('update run set prompt_count = prompt_count + ? where id = ?').run(input.prompts.length, input.runId)
}

export interface AddRerunCells {
  readonly runId: number
  readonly position: number
  readonly fromN: number
  readonly cells: readonly { readonly promptIdx: number; readonly sample: number }[]
}

export function addRerunCells(context: WriteContext, { runId, position, fromN, cells }: AddRerunCells): void {
  const insert = context.prepare('insert into rerun_cell (run_id, position, n, prompt_idx, sample) values (?, ?, ?, ?, ?)')
  for (const [offset, { promptIdx, sample }] of cells.entries()) insert.run(runId, position, fromN + offset, promptIdx, sample)
}
