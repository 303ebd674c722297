import type { KeyPlace, PlaceInfo } from '#contract/keys'
import { assertNever } from './assert-never.ts'

export const placeWords: Readonly<Record<KeyPlace, { readonly title: string; readonly does: string }>> = {
  os: { title: 'Keychain', does: 'Encrypted by the system. The desktop app alone can open it.' },
  env: { title: 'Environment variable', does: 'Assay keeps the name alone, and reads the variable when it calls.' },
  file: { title: 'File', does: 'In your settings folder, readable to your account, never in the workspace.' },
  session: { title: 'This session', does: 'In memory alone: gone when the engine of this workspace ends.' },
}

/** Why a place is not offered; undefined: it is. */
export function whyNotOffered({ reason }: Pick<PlaceInfo, 'reason'>): string | undefined {
  switch (reason) {
    case null:
      return undefined
    case 'other_shell':
      return 'only in the desktop app'
    case 'no_keychain':
      return 'the system offers none now'
    case 'damaged':
      return 'its file is damaged: mend it or move it away'
    default:
      return assertNever(reason)
  }
}

/** What a person agrees to where a key is kept readable; undefined: nothing has to be agreed to. */
export function consentFor({ place, needsConsent, backend }: PlaceInfo): string | undefined {
  if (!needsConsent) return undefined
  return place === 'os'
    ? `The keychain here is “${backend}”, whose password everybody knows. I accept that whoever can read the files of this account can read the key.`
    : 'I accept that whoever can read the files of this account can read the key.'
}
