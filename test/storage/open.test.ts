import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { StorageError } from '#engine/storage'
import { providerInput } from '../builders/ledger.ts'
import { openStorage } from '../builders/storage.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

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
    await expect(storage.write('addProvider', providerInput())).resolves.toBeDefined()
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
