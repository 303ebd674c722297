import type { Model } from '#contract/catalog'
import { formatAgo, formatDay, formatRoughly } from '#renderer/lib'
import type { Tone } from '#renderer/ui'

/** The day from which a provider no longer answers for a model. */
export interface Sunset {
  readonly standing: 'far' | 'soon' | 'past'
  readonly tone: Tone
  readonly word: string
  readonly sentence: string
}

const soonMs = 30 * 86_400_000

/** undefined: none is known. */
export function sunsetOf({ sunsetAtMs }: Pick<Model, 'sunsetAtMs'>, nowMs: number): Sunset | undefined {
  if (sunsetAtMs === null) return undefined
  const day = formatDay(sunsetAtMs)
  if (sunsetAtMs <= nowMs)
    return {
      standing: 'past',
      tone: 'bad',
      word: `Ended ${formatAgo(sunsetAtMs, nowMs)}`,
      sentence: `Its sunset was ${day}: calls to it may fail.`,
    }
  const left = formatRoughly(sunsetAtMs - nowMs)
  const sentence = `Its sunset is ${day}, in ${left}.`
  if (sunsetAtMs - nowMs > soonMs) return { standing: 'far', tone: 'quiet', word: `Until ${day}`, sentence }
  return { standing: 'soon', tone: 'waiting', word: `Ends in ${left}`, sentence: `${sentence} Choose what answers in its place.` }
}

/** An active model that has ended, or will within 30 days, must be minded. */
export function isEnding(model: Pick<Model, 'status' | 'sunsetAtMs'>, nowMs: number): boolean {
  const standing = sunsetOf(model, nowMs)?.standing
  return model.status === 'active' && (standing === 'soon' || standing === 'past')
}
