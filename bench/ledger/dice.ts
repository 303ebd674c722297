import { encodeTime } from 'ulid'
import { SeededRandom } from '../../test/fakes/seeded-random.ts'

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const bitsAtOnce = 5

/** What is drawn while a ledger is made up: the same for the same seed. */
export class Dice {
  readonly #random: SeededRandom

  constructor(seed: number) {
    this.#random = new SeededRandom(seed)
  }

  next(): number {
    return this.#random.next()
  }

  /** A whole number from 0, below `end`. */
  below(end: number): number {
    return Math.floor(this.#random.next() * end)
  }

  isLess(share: number): boolean {
    return this.#random.next() < share
  }

  one<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T
  }

  /** An index, as often as its weight says. */
  weighted(weights: readonly number[]): number {
    let left = this.#random.next() * weights.reduce((sum, weight) => sum + weight, 0)
    return Math.max(
      0,
      weights.findIndex((weight) => {
        left -= weight
        return left < 0
      }),
    )
  }

  /** Half of them are below `median`; `sigma` of their logarithm. */
  logNormal(median: number, sigma: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.#random.next()))
    return median * Math.exp(sigma * radius * Math.cos(2 * Math.PI * this.#random.next()))
  }

  /** So many letters of a ULID's alphabet. */
  letters(count: number): string {
    let text = ''
    while (text.length < count) {
      let bits = Math.floor(this.#random.next() * 2 ** 30)
      for (let taken = 0; taken < 6 && text.length < count; taken += 1) {
        text += letters[bits & 31]
        bits >>= bitsAtOnce
      }
    }
    return text
  }

  ulid(atMs: number): string {
    return encodeTime(atMs, 10) + this.letters(16)
  }
}
