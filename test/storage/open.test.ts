import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { Storage, StorageError } from '#engine/storage'
import { providerInput, settleInput, startInput } from '../builders/ledger.ts'
import { openStorage, planRun } from '../builders/storage.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { RecordingLog } from '../fakes/recording-log.ts'
import { VirtualClock } from '../fakes/virtual-clock.ts'

describe('Storage.open', () => {
  it('makes the folder that is not there', async () => {
    const workspace = path.join(temporaryFolder(), 'a', 'b')
    const { storage } = await openStorage(workspace)

    expect(storage.opened.isNew).toBe(true)
    expect(existsSync(path.join(workspace, 'assay.db'))).toBe(true)
  })

  it('is refused while the workspace is held, and leaves its holder alone', async () => {
    const { storage, workspace } = await openStorage()

    await expect(openStorage(workspace)).rejects.toMatchObject({ failure: { code: 'WORKSPACE_LOCKED', workspace, reason: 'held' } })
    await expect(storage.write('edit', providerInput())).resolves.toBeDefined()
  })

  it('says that the folder cannot be written when its name is a file', async () => {
    const file = path.join(temporaryFolder(), 'notes.txt')
    writeFileSync(file, 'mine')
    const refused = expect(openStorage(file)).rejects

    await refused.toBeInstanceOf(StorageError)
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })

  it('names where a corrupt database was kept', async () => {
    const workspace = temporaryFolder()
    writeFileSync(path.join(workspace, 'assay.db'), 'no database'.repeat(100))

    await expect(openStorage(workspace)).rejects.toMatchObject({
      failure: { code: 'DATABASE_CORRUPT', keptAs: expect.stringContaining('assay.db.corrupt-') },
    })
  })
})

describe('a storage thread that is no more', () => {
  it('is said at once when it cannot even begin', async () => {
    const options = {
      workspace: temporaryFolder(),
      threadUrl: new URL('file:///none/thread.ts'),
      clock: new VirtualClock(),
      log: new RecordingLog(),
    }

    await expect(Storage.open(options)).rejects.toThrow('Cannot find module')
  })

  it('leaves nobody waiting: what was asked and what is asked later is rejected, and closing ends', async () => {
    const { storage, disk } = await openStorage()
    await planRun(storage, 2)
    const { attemptId } = await storage.write('startAttempt', startInput('a', 1))
    await disk.become({ endsThread: true })
    const asked = [storage.write('startAttempt', startInput('b', 2)), storage.keep('settleAttempt', settleInput(attemptId, 1, 'yes'))]

    expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await expect(storage.write('startAttempt', startInput('c', 2))).rejects.toThrow('the writer thread has ended')
    expect(storage.isFailing).toBe(true)
    await storage.close()
  })
})
