type StepRow = { readonly step: number; readonly calls: number } & { readonly [Key in `key_${number}`]: string | number }
type Steps = Map<number, number>

/** The value of rank ⌈share × count⌉; null of none. */
export type Quantile<Value> = (share: number) => Value | null

interface NamedGroup {
  readonly group: readonly (string | null)[]
  readonly quantile: Quantile<number>
}

/** Calls by step of latency and group, put together from several tables. */
export class StepCounts {
  readonly #dimensions: number
  readonly #groups = new Map<string, { readonly keys: readonly (string | number)[]; readonly steps: Steps }>()

  constructor(dimensions: number) {
    this.#dimensions = dimensions
  }

  add(rows: readonly StepRow[]): void {
    for (const row of rows) {
      const keys = Array.from({ length: this.#dimensions }, (_, index) => row[`key_${index}`] ?? 0)
      const name = JSON.stringify(keys)
      let group = this.#groups.get(name)
      if (group === undefined) {
        group = { keys, steps: new Map() }
        this.#groups.set(name, group)
      }
      group.steps.set(row.step, (group.steps.get(row.step) ?? 0) + row.calls)
    }
  }

  groups(): readonly { readonly keys: readonly (string | number)[] }[] {
    return [...this.#groups.values()]
  }

  /** By what groups are called: several may have one name. */
  merged(nameOf: (keys: readonly (string | number)[]) => readonly (string | null)[]): NamedGroup[] {
    const named = new Map<string, { readonly group: readonly (string | null)[]; readonly steps: Steps }>()
    for (const { keys, steps } of this.#groups.values()) {
      const group = nameOf(keys)
      const name = JSON.stringify(group)
      const known = named.get(name)
      if (known === undefined) named.set(name, { group, steps: new Map(steps) })
      else addAll(known.steps, steps)
    }
    return [...named.values()].map(({ group, steps }) => ({ group, quantile: quantileOf(steps) }))
  }

  whole(): Quantile<number> {
    return quantileOf(this.#all())
  }

  /** Ascending. */
  steps(): { readonly step: number; readonly calls: number }[] {
    return [...this.#all()].map(([step, calls]) => ({ step, calls })).sort((left, right) => left.step - right.step)
  }

  #all(): Steps {
    const all: Steps = new Map()
    for (const { steps } of this.#groups.values()) addAll(all, steps)
    return all
  }
}

function addAll(to: Steps, from: Steps): void {
  for (const [step, calls] of from) to.set(step, (to.get(step) ?? 0) + calls)
}

function quantileOf(steps: Steps): Quantile<number> {
  const ascending = [...steps].sort(([left], [right]) => left - right)
  const count = ascending.reduce((sum, [, calls]) => sum + calls, 0)
  return (share) => {
    let left = Math.max(1, Math.ceil(share * count))
    for (const [step, calls] of ascending) {
      left -= calls
      if (left <= 0) return step
    }
    return null
  }
}
