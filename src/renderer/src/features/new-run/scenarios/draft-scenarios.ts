import type { Scenarios } from '#contract/scenarios'
import { valuesOf, valuesText } from '../list-text.ts'
import type { Listed } from '../listed.ts'
import { numberOr } from '../number-text.ts'

/** Scenarios as they stand in the form. `mode` none: there are none, and what was typed waits. `count` and `seed` are a sample's. */
export interface DraftScenarios {
  readonly mode: 'none' | Scenarios['mode']
  readonly dimensions: readonly DraftDimension[]
  readonly count: string
  readonly seed: string
}

/** `values`: a text as `valuesOf` reads it. */
export interface DraftDimension extends Listed {
  readonly name: string
  readonly values: string
}

export const noScenarios: DraftScenarios = { mode: 'none', dimensions: [], count: '', seed: '1' }

export function draftScenarios(scenarios: Scenarios | undefined): DraftScenarios {
  if (scenarios === undefined) return noScenarios
  const { dimensions, mode, count, seed } = scenarios
  return {
    mode,
    dimensions: Object.entries(dimensions).map(([name, values], id) => ({ id, name, values: valuesText(values) })),
    count: count === undefined ? '' : String(count),
    seed: String(seed),
  }
}

/** What the form says, as a batch file would; undefined: there are none. */
export function plainScenarios({ mode, dimensions, count, seed }: DraftScenarios): Readonly<Record<string, unknown>> | undefined {
  if (mode === 'none') return undefined
  return {
    dimensions: Object.fromEntries(dimensions.map(({ name, values }) => [name.trim(), valuesOf(values)])),
    ...(mode === 'grid' ? {} : { mode }),
    ...(mode === 'sample' && count.trim() !== '' ? { count: numberOr(count) } : {}),
    ...(seed.trim() === '' || seed.trim() === '1' ? {} : { seed: numberOr(seed) }),
  }
}

/** The names of the dimensions that fill variables. */
export function dimensionNames({ mode, dimensions }: DraftScenarios): string[] {
  return mode === 'none' ? [] : dimensions.map(({ name }) => name.trim())
}
