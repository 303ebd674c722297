/** First in, first out, without moving what waits: shifting an array of thousands does. */
export class Fifo<Item> {
  #items: (Item | undefined)[] = []
  #head = 0

  get length(): number {
    return this.#items.length - this.#head
  }

  push(item: Item): void {
    this.#items.push(item)
  }

  /** Back to where it was taken from. */
  unshift(item: Item): void {
    if (this.#head > 0) {
      this.#head -= 1
      this.#items[this.#head] = item
    } else this.#items.unshift(item)
  }

  peek(): Item | undefined {
    return this.#items[this.#head]
  }

  /** Brings what is smallest to the front. False: it is there already. */
  bringForward(sizeOf: (item: Item) => number): boolean {
    let least = this.#head
    let leastSize = Number.POSITIVE_INFINITY
    for (let place = this.#head; place < this.#items.length; place++) {
      const item = this.#items[place]
      if (item === undefined || sizeOf(item) >= leastSize) continue
      least = place
      leastSize = sizeOf(item)
    }
    if (least === this.#head) return false
    this.#items.splice(this.#head, 0, ...this.#items.splice(least, 1))
    return true
  }

  shift(): Item | undefined {
    const item = this.#items[this.#head]
    if (item === undefined) return undefined
    this.#items[this.#head] = undefined
    this.#head += 1
    if (this.#head > 64 && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head)
      this.#head = 0
    }
    return item
  }

  items(): Item[] {
    return this.#items.slice(this.#head).filter((item) => item !== undefined)
  }

  /** Removes what is wanted, wherever it stands. */
  takeOut(isWanted: (item: Item) => boolean): Item[] {
    const taken: Item[] = []
    const left: Item[] = []
    for (const item of this.#items.slice(this.#head)) if (item !== undefined) (isWanted(item) ? taken : left).push(item)
    this.#items = left
    this.#head = 0
    return taken
  }
}
