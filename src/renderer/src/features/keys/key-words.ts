import type { KeyInfo, KeyUnreadable } from '#contract/keys'
import { assertNever, placeWords } from '#renderer/lib'
import type { Tone } from '#renderer/ui'

/** How a key stands, in a word or two and in a sentence that says what to do about it. */
export interface KeyStanding {
  readonly tone: Tone
  readonly word: string
  readonly sentence: string
  /** A person has to do something before the provider can be asked. */
  readonly needsAct: boolean
}

type Told = Pick<KeyInfo, 'state' | 'place' | 'env' | 'unreadable' | 'origin' | 'boundTo'>

export function standingOf(key: Told): KeyStanding {
  switch (key.state) {
    case 'present':
      return standing('good', 'Ready', `It goes to ${whereTo(key)}, and nowhere else.`)
    case 'not_needed':
      return standing('quiet', 'None', key.origin === null ? 'The app serves this provider itself.' : 'Calls go out without a key.')
    case 'missing':
      return needed('quiet', 'Missing', sayMissing(key))
    case 'unreadable':
      return needed('bad', 'Cannot be opened', sayUnreadable(key.unreadable))
    case 'unbound':
      return needed(
        'waiting',
        'Address changed',
        `It was given for ${key.boundTo ?? 'no address'}; the provider is now at ${whereTo(key)}.`,
      )
    case 'unconfirmed':
      return needed('waiting', 'To be confirmed', `It came by an import, and nobody has agreed that it goes to ${whereTo(key)}.`)
    case 'insecure':
      return needed('bad', 'Not secure', 'The provider is at http:// on another machine: a key would travel where others can read it.')
    default:
      return assertNever(key.state)
  }
}

/** Where a key is kept, as a column says it. */
export function sayKept({ place, env }: Pick<KeyInfo, 'place' | 'env'>): string {
  return place === null ? '–' : place === 'env' ? `Variable ${env ?? ''}` : placeWords[place].title
}

function whereTo({ origin }: Pick<KeyInfo, 'origin'>): string {
  return origin ?? 'the app itself'
}

function sayMissing({ place, env }: Pick<KeyInfo, 'place' | 'env'>): string {
  if (place === 'env') return `The variable ${env} is not set where the engine of this workspace runs.`
  return place === 'session' ? 'The session that knew it has ended: give it again.' : 'It was deleted where it was kept: give it again.'
}

function sayUnreadable(why: KeyUnreadable | null): string {
  switch (why) {
    case 'other_shell':
      return 'It lies in the keychain, which the desktop app alone can open. Open the desktop app, or give the key another place.'
    case 'no_keychain':
      return 'It lies in the keychain, and the system offers none now. Unlock it, or give the key another place.'
    case 'not_decryptable':
      return 'Another account or machine has encrypted it, or the keychain was reset: give it again.'
    case 'damaged':
      return 'The file it stands in is damaged: mend it or move it away, then give the key again.'
    case null:
      return 'It is there, and cannot be opened: give it again.'
    default:
      return assertNever(why)
  }
}

function standing(tone: Tone, word: string, sentence: string): KeyStanding {
  return { tone, word, sentence, needsAct: false }
}

function needed(tone: Tone, word: string, sentence: string): KeyStanding {
  return { tone, word, sentence, needsAct: true }
}
