import { safeStorage } from 'electron'
import type { Keychain } from '#adapters'

/** The system's keychain, through Electron. Where the desktop of a Linux session has no keyring, its `backend` is `basic_text`. */
export function osKeychain(platform: NodeJS.Platform): Keychain {
  return {
    backend: () => (platform === 'linux' ? safeStorage.getSelectedStorageBackend() : platform === 'darwin' ? 'keychain' : 'dpapi'),
    isAvailable: () => safeStorage.isAsyncEncryptionAvailable(),
    encrypt: (text) => safeStorage.encryptStringAsync(text),
    async decrypt(encrypted) {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(encrypted))
      return { text: result, isStale: shouldReEncrypt }
    },
  }
}
