import { sumNames } from './sum-memory.ts'

type Key = string | number
type Branch = Map<Key, Branch | Leaf>

interface Leaf extends SumGroup {
  readonly sums: number[]
}

/** A group; `keys` as its dimensions have them, its cost state last; `sums` in the order of `sumNames`. */
export interface SumGroup {
  readonly keys: readonly Key[]
  readonly sums: readonly number[]
}

const calls = sumNames.indexOf('calls')

/** Sums of several sources by group, each added or taken away. Whole numbers all: the order makes no difference. */
export class SumTree {
  readonly #root: Branch = new Map()
  readonly #leaves: Leaf[] = []

  add(keys: readonly Key[], sums: readonly number[], sign: 1 | -1): void {
    const leaf = this.#leafOf(keys)
    for (let index = 0; index < sums.length; index += 1) leaf.sums[index] = (leaf.sums[index] ?? 0) + sign * (sums[index] ?? 0)
  }

  /** Those of which something is left. */
  groups(): SumGroup[] {
    return this.#leaves.filter((leaf) => leaf.sums[calls] !== 0)
  }

  #leafOf(keys: readonly Key[]): Leaf {
    let branch = this.#root
    const last = keys.length - 1
    for (let index = 0; index < last; index += 1) {
      const key = keys[index] ?? ''
      let next = branch.get(key)
      if (!(next instanceof Map)) {
        next = new Map()
        branch.set(key, next)
      }
      branch = next
    }
    const key = keys[last] ?? ''
    const known = branch.get(key)
    if (known !== undefined && !(known instanceof Map)) return known
    const leaf: Leaf = { keys: [...keys], sums: sumNames.map(() => 0) }
    branch.set(key, leaf)
    this.#leaves.push(leaf)
    return leaf
  }
}
