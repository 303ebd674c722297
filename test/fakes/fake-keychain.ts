import type { Keychain } from '#adapters'

interface FakeKeychainFacts {
  readonly backend?: string
  /** Texts encrypted under another cannot be opened. */
  readonly password?: string
}

/** A keychain in memory that hides texts well enough for a test: reversed, in hexadecimal digits, under a password and a generation. */
export class FakeKeychain implements Keychain {
  isThere = true
  /** How often something was decrypted. */
  opened = 0
  readonly #backend: string
  readonly #password: string
  #generation = 1

  constructor({ backend = 'gnome_libsecret', password = 'login' }: FakeKeychainFacts = {}) {
    this.#backend = backend
    this.#password = password
  }

  /** The system makes a newer key; the old one still opens. */
  rotate(): void {
    this.#generation += 1
  }

  backend(): string {
    return this.#backend
  }

  async isAvailable(): Promise<boolean> {
    return this.isThere
  }

  async encrypt(text: string): Promise<Uint8Array> {
    return Buffer.from(`${this.#password} ${this.#generation} ${Buffer.from(text).reverse().toString('hex')}`)
  }

  async decrypt(encrypted: Uint8Array): Promise<{ text: string; isStale: boolean }> {
    this.opened += 1
    const [password, generation, hidden = ''] = Buffer.from(encrypted).toString().split(' ')
    if (password !== this.#password) throw new Error('it was encrypted by another account')
    return { text: Buffer.from(hidden, 'hex').reverse().toString(), isStale: Number(generation) < this.#generation }
  }
}
