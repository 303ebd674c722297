/**
 * A credential reference as the catalog keeps it: `env:NAME`, `session:NAME`, `file:NAME`, `os:NAME`. Never the secret itself.
 */
export type CredentialRef = string

/** `unreadable`: it may exist, but this shell cannot open it; `by` says which one can. */
export type SecretLookup =
  | { readonly kind: 'found'; readonly value: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly by: string }

export interface SecretStore {
  read(ref: CredentialRef): Promise<SecretLookup>
  /** Whether `read` would find it, without reading it. */
  has(ref: CredentialRef): boolean
}
