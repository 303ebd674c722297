import type { WriteContext } from '../write-context.ts'
import { keepSpent } from './spent-writes.ts'

/** By what an answer is found again: SHA-256 of all that decides it. */
export type AnswerKey = Uint8Array

export interface KeepAnswer {
  readonly key: AnswerKey
  readonly modelId: number
  readonly bytes: number
  readonly atMs: number
  readonly expiresAtMs: number
}

const keep = `insert into answer_cache (key, model_id, attempt_id, bytes, kept_at_ms, expires_at_ms) values (?, ?, ?, ?, ?, ?)
  on conflict (key) do update set model_id = excluded.model_id, attempt_id = excluded.attempt_id, bytes = excluded.bytes,
  kept_at_ms = excluded.kept_at_ms, expires_at_ms = excluded.expires_at_ms`

/** The newest answer of its kind stands. */
export function keepAnswer(context: WriteContext, attemptId: number, { key, modelId, bytes, atMs, expiresAtMs }: KeepAnswer): void {
  context.prepare(keep).run(key, modelId, attemptId, bytes, atMs, expiresAtMs)
}

export interface AnswerFromCache {
  readonly modelId: number
  readonly atMs: number
  readonly probes: readonly { readonly probeId: number; readonly key: AnswerKey }[]
}

interface KeptAnswer {
  readonly attemptId: number
  readonly nanoUsd: number
  readonly answerKey: number | null
}

const find = `select answer_cache.attempt_id as attemptId, coalesce(attempt.cost_nanousd, 0) as nanoUsd,
  (select answer_key from probe where probe.id = attempt.probe_id) as answerKey from answer_cache
  join attempt on attempt.id = answer_cache.attempt_id where key = ? and expires_at_ms > ?`

const answer = `update probe set status = 'succeeded', code = null, wait_cause = null, wait_until_ms = null, wait_since_ms = null,
  served_model_id = ?, cached_from = ?, ${keepSpent}, cost_nanousd = 0, answer_key = ? where id = ? and (status = 'pending' or status = 'waiting')`

const count = `insert into answer_cache_total (model_id, hits, saved_nanousd) values (?, ?, ?)
  on conflict (model_id) do update set hits = hits + excluded.hits, saved_nanousd = saved_nanousd + excluded.saved_nanousd`

/** Ends those of a lane's probes, none of which is in flight, whose answer is kept. Answers with them; what it would have cost to ask is counted as saved. */
export function answerFromCache(context: WriteContext, { modelId, atMs, probes }: AnswerFromCache): { answered: number[] } {
  const answered: number[] = []
  let savedNanoUsd = 0
  for (const { probeId, key } of probes) {
    const found = context.prepare(find).get(key, atMs) as KeptAnswer | undefined
    if (found === undefined) continue
    const { changes } = context.prepare(answer).run(modelId, found.attemptId, found.answerKey, probeId)
    if (changes === 0) continue
    answered.push(probeId)
    savedNanoUsd += found.nanoUsd
  }
  if (answered.length > 0) context.prepare(count).run(modelId, answered.length, savedNanoUsd)
  return { answered }
}

/** Forgets answers; those that probes took stay theirs. `modelId` null: of all models. */
export function clearCache(context: WriteContext, { modelId }: { readonly modelId: number | null }): { cleared: number } {
  const { changes } =
    modelId === null
      ? context.prepare('delete from answer_cache').run()
      : context.prepare('delete from answer_cache where model_id = ?').run(modelId)
  return { cleared: changes }
}
