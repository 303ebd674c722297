import type { MicroUsdPerMillionTokens, NanoUsd } from '#contract/units'
import { UsageError } from '../errors.ts'

/** A price typed in US dollars per million tokens, exactly: at most six digits after the point. `unknown` is null, which is not 0. */
export function readRate(name: string, text: string | undefined): MicroUsdPerMillionTokens | null | undefined {
  if (text === undefined || text === 'unknown') return text === undefined ? undefined : null
  const match = /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text)
  if (match === null) throw new UsageError(`${name}: expected US dollars per million tokens such as 0.25, or unknown; got "${text}".`)
  return Number(`${match[1]}${(match[2] ?? '').padEnd(6, '0')}`) as MicroUsdPerMillionTokens
}

/** A price typed in US dollars each, exactly: at most nine digits after the point. `unknown` is null, which is not 0. */
export function readEach(name: string, text: string | undefined): NanoUsd | null | undefined {
  if (text === undefined || text === 'unknown') return text === undefined ? undefined : null
  const match = /^(\d{1,6})(?:\.(\d{1,9}))?$/.exec(text)
  if (match === null) throw new UsageError(`${name}: expected US dollars such as 0.04, or unknown; got "${text}".`)
  return Number(`${match[1]}${(match[2] ?? '').padEnd(9, '0')}`) as NanoUsd
}
