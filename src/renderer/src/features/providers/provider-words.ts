import type { Provider } from '#contract/catalog'
import { assertNever } from '#renderer/lib'
import type { Tone } from '#renderer/ui'

/** Whether its models can be asked, in a word and a sentence. */
export function standingOf(provider: Pick<Provider, 'isEnabled' | 'stopped' | 'credential' | 'isCredentialPresent'>): {
  readonly tone: Tone
  readonly word: string
  readonly sentence: string
} {
  const { isEnabled, stopped } = provider
  if (!isEnabled)
    return { tone: 'quiet', word: 'Disabled', sentence: 'A person has disabled it: nothing is sent, and runs that use it wait.' }
  switch (stopped) {
    case 'AUTH':
      return { tone: 'bad', word: 'Stopped: key refused', sentence: 'It refused the key. Give another under Keys, or test the connection.' }
    case 'OUT_OF_CREDIT':
      return {
        tone: 'bad',
        word: 'Stopped: no credit',
        sentence: 'It says that there is no credit left. Add some there, then test the connection.',
      }
    case null:
      return keyState(provider) === 'missing'
        ? { tone: 'waiting', word: 'No usable key', sentence: 'Its key is not there, or not for this address: see Keys.' }
        : { tone: 'good', word: 'Ready', sentence: 'Its models can be asked.' }
    default:
      return assertNever(stopped)
  }
}

/** `none`: it wants none. */
export function keyState({
  credential,
  isCredentialPresent,
}: Pick<Provider, 'credential' | 'isCredentialPresent'>): 'none' | 'present' | 'missing' {
  if (isCredentialPresent) return credential === null ? 'none' : 'present'
  return 'missing'
}
