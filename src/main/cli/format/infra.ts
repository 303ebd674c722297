import { assertNever } from '#contract/errors'
import type { InfraModel } from '#contract/settings'
import { plain } from './text.ts'

/** Why this model is asked, and no other. */
export function sayInfraWhy({ via, setting, set }: InfraModel): string {
  switch (via) {
    case 'setting':
      return `set as ${setting}`
    case 'provider_default':
      return 'the default of its provider'
    case 'any_default':
      return set === null ? `no ${setting} is set` : 'the first default that can be asked'
    case null:
      return 'no default can be asked'
    default:
      return assertNever(via)
  }
}

/** What is to be said of the set model; undefined: nothing. */
export function sayInfraWarning({ set, warning }: InfraModel): string | undefined {
  const model = plain(set ?? '')
  switch (warning) {
    case null:
      return undefined
    case 'gone':
      return `${model} is no longer there`
    case 'deprecated':
      return `${model} is deprecated`
    case 'sunset_soon':
      return `${model} has an announced end`
    case 'no_credential':
      return `${model} has no key`
    case 'provider_disabled':
      return `the provider of ${model} is disabled`
    case 'stopped':
      return `the provider of ${model} has stopped`
    case 'unpriced':
      return `nobody knows what ${model} costs`
    default:
      return assertNever(warning)
  }
}
