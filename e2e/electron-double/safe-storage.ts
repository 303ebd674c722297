import type * as Electron from 'electron'
import { settings } from './settings.ts'
import { strict } from './strict.ts'

const mark = 'double:'

/** Reversible and no secret: it proves that what was encrypted is what is kept, and nothing else. */
export const safeStorage = strict('safeStorage', {
  isAsyncEncryptionAvailable: async () => settings.keychain !== null,
  getSelectedStorageBackend: () => settings.keychain ?? 'unknown',
  async encryptStringAsync(text: string) {
    if (settings.keychain === null) throw new Error('Error while encrypting the text provided to safeStorage.encryptStringAsync')
    return Buffer.from(mark + Buffer.from(text).toString('base64'))
  },
  async decryptStringAsync(encrypted: Buffer) {
    const text = encrypted.toString()
    if (settings.keychain === null || !text.startsWith(mark))
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync')
    return { shouldReEncrypt: false, result: Buffer.from(text.slice(mark.length), 'base64').toString() }
  },
} satisfies Pick<
  Electron.SafeStorage,
  'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
>)
