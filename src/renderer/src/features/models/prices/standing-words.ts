import { assertNever, formatDay, formatRoughly } from '#renderer/lib'
import type { Tone } from '#renderer/ui'
import type { StandingVersion } from './price-versions.ts'

/** How a version stands, in a word, with the colour of its mark. */
export function describeStanding(
  { version, standing, untilMs }: StandingVersion,
  nowMs: number,
): { readonly tone: Tone; readonly word: string } {
  switch (standing) {
    case 'in_force':
      return { tone: 'good', word: untilMs === null ? 'In force' : `In force until ${formatDay(untilMs)}` }
    case 'future':
      return { tone: 'going', word: `Begins in ${formatRoughly(version.effectiveFromMs - nowMs)}` }
    case 'passed':
      return { tone: 'quiet', word: untilMs === null ? 'Passed' : `Until ${formatDay(untilMs)}` }
    case 'replaced':
      return { tone: 'quiet', word: 'Replaced by another of the same instant' }
    case 'withdrawn':
      return { tone: 'doubt', word: 'Withdrawn' }
    default:
      return assertNever(standing)
  }
}

/** Since when it counts. */
export function sayFrom(effectiveFromMs: number, sayInstant: (atMs: number) => string): string {
  return effectiveFromMs === 0 ? 'always' : sayInstant(effectiveFromMs)
}
