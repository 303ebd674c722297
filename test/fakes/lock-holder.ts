import { takeEngineLock } from '../../src/main/engine/storage/sqlite/engine-lock.ts'

/** Takes the lock on the file named, says what came of it, and lives until its stdin ends. */
const lock = takeEngineLock(process.argv[2] ?? '')
process.stdout.write(lock === undefined ? 'refused\n' : 'held\n')
process.stdin.resume().on('end', () => {
  lock?.release()
  process.exit(0)
})
