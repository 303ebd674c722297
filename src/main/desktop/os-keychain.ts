import type { SafeStorage } from 'electron'
import type { Keychain } from '#adapters'

/** What of Electron encrypts, in its async form: the other blocks the app while the system asks for a password. */
export type Encryption = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
>

/** The system's keychain, through Electron. Where the desktop of a Linux session has no keyring, its `backend` is `basic_text`. */
export function osKeychain(encryption: Encryption, platform: NodeJS.Platform): Keychain {
  return {
    backend: () => (platform === 'linux' ? encryption.getSelectedStorageBackend() : platform === 'darwin' ? 'keychain' : 'dpapi'),
    isAvailable: () => encryption.isAsyncEncryptionAvailable(),
    encrypt: (text) => encryption.encryptStringAsync(text),
    async decrypt(encrypted) {
      const { result, shouldReEncrypt } = await encryption.decryptStringAsync(Buffer.from(encrypted))
      return { text: result, isStale: shouldReEncrypt }
    },
  }
}
