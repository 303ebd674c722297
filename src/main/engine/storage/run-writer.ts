import type { MessagePort } from 'node:worker_threads'
import { BlockSealer } from './ledger/block-sealer.ts'
import { openWorkspace } from './open-workspace.ts'
import { RollupKeeper } from './rollups/index.ts'
import type { openDatabase } from './sqlite/open-database.ts'
import { isStorageFailure } from './sqlite/storage-failure.ts'
import { WalCheckpoint } from './sqlite/wal-checkpoint.ts'
import { toThreadError } from './thread-error.ts'
import type { FromThread, ToThread, WriterData } from './thread-protocol.ts'
import type { WriteContext } from './write-context.ts'
import { runGroup } from './write-group.ts'

/** Takes the workspace and commits group after group; between them, when everybody has been answered, it looks after the log and the sums over calls. */
export function runWriter(port: MessagePort, data: WriterData, open: typeof openDatabase): void {
  const post = (message: FromThread) => port.postMessage(message)
  const workspace = openWorkspace(data, open)
  const { context, opened } = workspace
  const checkpoint = new WalCheckpoint(context.db)
  const sealer = new BlockSealer(context, opened.epoch)
  const rollups = new RollupKeeper(context, {
    isOurs: () => context.value('select epoch from workspace where id = 1') === opened.epoch,
    onFailure: (error) => post({ kind: 'rollup-failed', message: toThreadError(error).message }),
  })
  keepReserve(context)
  sealer.sealAll()
  port.on('message', (message: ToThread) => {
    if (message.kind === 'group') {
      let gaveUpReserve = false
      const results = runGroup(context, message.writes, opened.epoch, () => {
        gaveUpReserve = true
      })
      post({ kind: 'group', results, gaveUpReserve })
      sealer.afterGroup()
      checkpoint.afterGroup()
      rollups.afterGroup()
    } else if (message.kind === 'close') {
      workspace.close()
      post({ kind: 'closed' })
      port.close()
    }
  })
  post({ kind: 'opened', opened })
}

/** Without room for the reserve the engine still starts: it is a courtesy, not a condition. */
function keepReserve(context: WriteContext): void {
  try {
    context.reserve.restore()
  } catch (error) {
    if (!isStorageFailure(error)) throw error
  }
}
