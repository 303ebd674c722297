import { AppError } from '#engine/failure'
import { isStorageFailure } from './sqlite/storage-failure.ts'
import { toThreadError } from './thread-error.ts'
import type { Settled, WriteRequest } from './thread-protocol.ts'
import type { WriteContext } from './write-context.ts'
import { writes } from './writes/index.ts'

type Group = readonly WriteRequest[]

/** `refused`: nothing of the group stands. */
type Committed = { readonly kind: 'committed'; readonly results: Settled[] } | { readonly kind: 'refused'; readonly error: unknown }

/**
 * Runs writes as one immediate transaction and answers for each only after COMMIT. A write that throws is undone and fails alone.
 * At the first "disk full" the reserve is given up and the group repeated; what still cannot be committed as a group is repeated
 * one write at a time, so that one answer's size does not cost another's. `epoch` is the workspace's as this writer opened it. Never throws.
 * `gaveUpReserve` is called when that was needed, even if all of the group then stands: what room is left is meant for answers alone.
 */
export function runGroup(context: WriteContext, group: Group, epoch: number, gaveUpReserve: () => void = () => undefined): Settled[] {
  const together = commitGroup(context, group, epoch)
  if (together.kind === 'committed') return together.results
  const hasMoreRoom = isFull(together.error) && context.reserve.giveUp()
  if (hasMoreRoom) gaveUpReserve()
  const again = hasMoreRoom ? commitGroup(context, group, epoch) : together
  if (again.kind === 'committed') return again.results
  if (group.length === 1 || isSameForEach(again.error)) return group.map(() => failed(again.error))
  return group.flatMap((write) => {
    const alone = commitGroup(context, [write], epoch)
    return alone.kind === 'committed' ? alone.results : [failed(alone.error)]
  })
}

/** Hardly a group holds a write that throws, so savepoints, which cost as much as the writes, are taken only after one did. */
function commitGroup(context: WriteContext, group: Group, epoch: number): Committed {
  const plain = transact(context, epoch, () => group.map((write) => ({ ok: true, value: run(context, write) })))
  if (plain.kind === 'committed' || plain.error instanceof Superseded || isStorageFailure(plain.error)) return plain
  return transact(context, epoch, () => group.map((write) => runAlone(context, write)))
}

function transact(context: WriteContext, epoch: number, body: () => Settled[]): Committed {
  try {
    context.prepare('begin immediate').run()
    if (context.value('select epoch from workspace where id = 1') !== epoch) throw new Superseded(context.db.name)
    const results = body()
    context.prepare('commit').run()
    return { kind: 'committed', results }
  } catch (error) {
    if (context.db.inTransaction) context.prepare('rollback').run()
    return { kind: 'refused', error }
  }
}

function runAlone(context: WriteContext, write: WriteRequest): Settled {
  context.prepare('savepoint one_write').run()
  try {
    const value = run(context, write)
    context.prepare('release one_write').run()
    return { ok: true, value }
  } catch (error) {
    if (isStorageFailure(error)) throw error
    context.prepare('rollback to one_write').run()
    context.prepare('release one_write').run()
    return failed(error)
  }
}

function run(context: WriteContext, write: WriteRequest): unknown {
  const named = writes[write.name] as (context: WriteContext, input: unknown) => unknown
  return named(context, write.input)
}

/** A holder that another one has followed must not write any more. */
class Superseded extends AppError {
  constructor(workspace: string) {
    super({ code: 'WORKSPACE_LOCKED', workspace, reason: 'superseded' })
  }
}

function isFull(error: unknown): boolean {
  return isStorageFailure(error) && error.code.startsWith('SQLITE_FULL')
}

/** Superseded, or another program holds the database: each write alone would fare the same, and wait out the lock once more. */
function isSameForEach(error: unknown): boolean {
  return error instanceof Superseded || (isStorageFailure(error) && error.code.startsWith('SQLITE_BUSY'))
}

function failed(error: unknown): Settled {
  return { ok: false, error: toThreadError(error) }
}
