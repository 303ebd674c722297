import type { RunId } from '#contract/ids'
import { AppError } from '#engine/failure'
import type { RunDetails, Storage } from '#engine/storage'

/** A run's own row, without what can be counted of it: a page of its probes must not wait for all of them. NOT_FOUND. */
export async function getRunRow(storage: Storage, id: RunId): Promise<RunDetails['run']> {
  const run = await storage.read('findRunRow', { ulid: id })
  if (run === undefined) throw new AppError({ code: 'NOT_FOUND', what: 'run', name: id })
  return run
}
