import path from 'node:path'
import { openWorkspace } from '../../src/main/engine/storage/open-workspace.ts'
import { openDatabase } from '../../src/main/engine/storage/sqlite/open-database.ts'
import { toThreadError } from '../../src/main/engine/storage/thread-error.ts'

/** Opens the workspace named as somebody whom file modes bind, which root is not, and says what came of it, as JSON. */
const nobody = 65_534
if (process.getuid?.() === 0) {
  process.setgid?.(nobody)
  process.setuid?.(nobody)
}
const workspace = process.argv[2] ?? ''
const within = (name: string) => path.join(workspace, name)
try {
  const opened = openWorkspace(
    {
      role: 'writer',
      workspace,
      file: within('assay.db'),
      lockFile: within('assay.lock'),
      reserveFile: within('assay.reserve'),
      backupFolder: within('backups'),
      nowMs: 0,
    },
    openDatabase,
  )
  process.stdout.write(JSON.stringify({ opened: opened.opened }))
} catch (error) {
  process.stdout.write(JSON.stringify(toThreadError(error)))
}
