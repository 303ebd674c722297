/** The system's keychain, as a shell that has one hands it over (Electron's `safeStorage`, in its async form). */
export interface Keychain {
  /** What encrypts, as the system names it. `basic_text` (Linux without a keyring) protects from nobody who can read the file. */
  backend(): string
  isAvailable(): Promise<boolean>
  /** Rejects when the keychain is locked or gone. */
  encrypt(text: string): Promise<Uint8Array>
  /** `isStale`: the keychain has a newer key by now, with which the text should be encrypted anew. Rejects when it was encrypted elsewhere. */
  decrypt(encrypted: Uint8Array): Promise<{ readonly text: string; readonly isStale: boolean }>
}

/** Backends that encrypt with a key that everybody knows. */
export function isPlain(backend: string): boolean {
  return backend === 'basic_text' || backend === 'unknown'
}
