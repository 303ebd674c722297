import type { Variables } from '#contract/batch'
import { mostPrompts, type Scenarios } from '#contract/scenarios'
import { Draws } from './draws.ts'
import { type PathIssue, quoted } from './input-error.ts'
import { isOwnColumn } from './own-columns.ts'

/** What the schema cannot say of scenarios: their dimensions against each other. Empty when all is well. */
export function scenarioIssues(scenarios: Scenarios): PathIssue[] {
  const { dimensions, mode, count } = scenarios
  const names = Object.keys(dimensions)
  const issue = (path: readonly string[], message: string): PathIssue => ({ path: ['scenarios', ...path], at: 'value', message })
  if (names.length === 0) return [issue(['dimensions'], 'expected at least one dimension, such as { country: [France, Japan] }')]
  const ours = names.filter(isOwnColumn)
  if (ours.length > 0)
    return ours.map((name) =>
      issue(['dimensions', name], 'this name is ours, for rows that bring messages or checks of their own: take another'),
    )
  if (mode !== 'sample' && count !== undefined)
    return [issue(['count'], `only a sample has a count: with mode ${mode} there are as many scenarios as its dimensions make`)]
  if (mode === 'zip') return zipIssues(dimensions).map((message) => issue(['dimensions'], message))
  const cells = gridSize(dimensions)
  if (mode === 'grid' && cells > mostPrompts)
    return [issue(['dimensions'], `the grid has ${cells} scenarios and may have ${mostPrompts}: take a sample (mode: sample, count: …)`)]
  if (mode === 'grid') return []
  if (count === undefined) return [issue([], 'a sample wants to know how many: expected a count')]
  if (!Number.isSafeInteger(cells)) return [issue(['dimensions'], 'the grid has more scenarios than can be counted: leave a dimension out')]
  return count > cells ? [issue(['count'], `there are ${cells} different scenarios, so a sample of ${count} cannot be drawn`)] : []
}

function zipIssues(dimensions: Scenarios['dimensions']): string[] {
  const sizes = Object.entries(dimensions).map(([name, values]) => ({ name, size: values.length }))
  const [first] = sizes
  const other = sizes.find(({ size }) => size !== first?.size)
  if (first === undefined || other === undefined) return []
  return [`zipped dimensions have as many values each, and ${quoted(first.name)} has ${first.size}, ${quoted(other.name)} ${other.size}`]
}

/** How many rows scenarios make. */
export function scenarioCount({ dimensions, mode, count }: Scenarios): number {
  if (mode === 'zip') return Object.values(dimensions)[0]?.length ?? 0
  return mode === 'sample' ? (count ?? 0) : gridSize(dimensions)
}

function gridSize(dimensions: Scenarios['dimensions']): number {
  return Object.values(dimensions).reduce((cells, values) => cells * values.length, 1)
}

/** The rows, always the same for the same scenarios; those of which `scenarioIssues` finds nothing. */
export function* scenarioRows(scenarios: Scenarios): Generator<Variables> {
  const { dimensions, mode, seed } = scenarios
  const count = scenarioCount(scenarios)
  if (mode === 'zip') for (let place = 0; place < count; place += 1) yield valuesAt(dimensions, () => place)
  else if (mode === 'grid') for (let cell = 0; cell < count; cell += 1) yield cellOf(dimensions, cell)
  else for (const cell of drawn(count, gridSize(dimensions), new Draws(seed))) yield cellOf(dimensions, cell)
}

/** The cell of that number in the grid; the last dimension turns fastest. */
function cellOf(dimensions: Scenarios['dimensions'], cell: number): Variables {
  const places = new Map<string, number>()
  let rest = cell
  for (const [name, values] of Object.entries(dimensions).toReversed()) {
    places.set(name, rest % values.length)
    rest = Math.floor(rest / values.length)
  }
  return valuesAt(dimensions, (name) => places.get(name) ?? 0)
}

function valuesAt(dimensions: Scenarios['dimensions'], place: (name: string) => number): Variables {
  return Object.fromEntries(Object.entries(dimensions).map(([name, values]) => [name, values[place(name)] ?? null]))
}

/** `count` different numbers below `size`, in order; each choice is as likely as any other. Source: R. Floyd, "A sample of brilliance", CACM 30 (1987). */
function drawn(count: number, size: number, draws: Draws): number[] {
  const taken = new Set<number>()
  for (let top = size - count; top < size; top += 1) {
    const candidate = Math.floor(fine(draws) * (top + 1))
    taken.add(taken.has(candidate) ? top : candidate)
  }
  return [...taken].sort((one, other) => one - other)
}

/** Uniform in [0, 1) with 53 bits, which one draw has not: a grid may be larger than 2³². */
function fine(draws: Draws): number {
  const high = Math.floor(draws.next() * 2 ** 26)
  return (high * 2 ** 27 + Math.floor(draws.next() * 2 ** 27)) / 2 ** 53
}
