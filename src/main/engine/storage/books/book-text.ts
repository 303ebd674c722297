/** Between the texts of a segment; no byte of UTF-8. */
const rowEnd = 0xfe

interface Segment {
  readonly bytes: Buffer
  readonly keys: readonly number[]
  /** Of each text its end. */
  readonly ends: Uint32Array
}

/** Texts to be searched, each with its key, a whole number: as bytes, A to Z as a to z, joined with `rowEnd`. */
export class BookText {
  readonly #segments: Segment[] = []
  #size = 0

  /** In bytes. */
  get size(): number {
    return this.#size
  }

  /** `bytes`: as many texts as keys, in their order. */
  add(keys: readonly number[], bytes: Buffer): void {
    const ends = new Uint32Array(keys.length)
    let from = 0
    for (let row = 0; row < keys.length; row += 1) {
      const end = bytes.indexOf(rowEnd, from)
      ends[row] = end < 0 ? bytes.length : end
      from = (ends[row] ?? 0) + 1
    }
    this.#segments.push({ bytes, keys, ends })
    this.#size += bytes.length
  }

  /** By key below `keyEnd`, 1 for the texts in which this stands; A to Z in either case. */
  find(text: string, keyEnd: number): Uint8Array {
    const wanted = Buffer.from(text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()))
    const found = new Uint8Array(keyEnd)
    for (const { bytes, keys, ends } of this.#segments) {
      let row = 0
      for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, (ends[row] ?? 0) + 1)) {
        while ((ends[row] ?? bytes.length) < at) row += 1
        found[keys[row] ?? -1] = 1
      }
    }
    return found
  }
}
