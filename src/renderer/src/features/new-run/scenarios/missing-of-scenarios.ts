import type { Missing } from '../missing.ts'
import { type DraftScenarios, dimensionNames } from './draft-scenarios.ts'

/** What unfinished scenarios still want. */
export function missingOfScenarios(scenarios: DraftScenarios): Missing[] {
  const { mode, dimensions, count } = scenarios
  const names = dimensionNames(scenarios)
  if (mode === 'none') return []
  if (names.length === 0) return [{ field: 'scenarios', words: 'Add a dimension, or go without scenarios' }]
  if (names.includes('')) return [{ field: 'scenarios', words: 'Name each dimension' }]
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) return [{ field: 'scenarios', words: `Two dimensions are called ${twice}: rename one` }]
  const empty = dimensions.find(({ values }) => values.trim() === '')
  if (empty !== undefined)
    return [{ field: `scenarios.dimensions.${empty.name.trim()}`, words: `Write the values of ${empty.name.trim()}` }]
  return mode === 'sample' && count.trim() === '' ? [{ field: 'scenarios.count', words: 'Say how many scenarios the sample has' }] : []
}
