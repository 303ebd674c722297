import { describe, expect, it } from 'vitest'
import { type Encryption, osKeychain } from './os-keychain.ts'

/** As Electron's own: it tells when what it opened should be encrypted anew. */
const encryption: Encryption = {
  isAsyncEncryptionAvailable: async () => true,
  getSelectedStorageBackend: () => 'basic_text',
  encryptStringAsync: async (text) => Buffer.from(`old:${text}`),
  decryptStringAsync: async (encrypted) => ({
    result: encrypted.toString().slice(4),
    shouldReEncrypt: encrypted.toString().startsWith('old:'),
  }),
}

describe('the system’s keychain', () => {
  it('opens what it encrypted', async () => {
    const keychain = osKeychain(encryption, 'linux')
    const encrypted = await keychain.encrypt('sk-secret')
    expect(Buffer.from(encrypted).toString()).toBe('old:sk-secret')
    expect(await keychain.decrypt(new Uint8Array(encrypted))).toEqual({ text: 'sk-secret', isStale: true })
  })

  it('says what encrypts: on Linux what Electron found there', () => {
    expect((['linux', 'darwin', 'win32'] as const).map((platform) => osKeychain(encryption, platform).backend())).toEqual([
      'basic_text',
      'keychain',
      'dpapi',
    ])
  })

  it('says whether it is there, and rejects when it does not open', async () => {
    const locked: Encryption = {
      ...encryption,
      isAsyncEncryptionAvailable: async () => false,
      decryptStringAsync: () => Promise.reject(new Error('locked')),
    }
    expect(await osKeychain(locked, 'darwin').isAvailable()).toBe(false)
    await expect(osKeychain(locked, 'darwin').decrypt(new Uint8Array())).rejects.toThrow('locked')
  })
})
