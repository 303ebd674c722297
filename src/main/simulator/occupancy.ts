/** How busy one model is, or all of them. */
export interface Presence {
  received: number
  inFlight: number
  maxInFlight: number
}

/**
 * Who is in flight. A request leaves just before its last byte is handed to the socket, so a caller that sends the next one
 * on reading that byte is never seen to overlap.
 */
export class Occupancy {
  #all = nobody()
  #models = new Map<string, Presence>()

  enter(model: string): { readonly all: number; readonly model: number } {
    let own = this.#models.get(model)
    if (own === undefined) {
      own = nobody()
      this.#models.set(model, own)
    }
    return { all: arrive(this.#all), model: arrive(own) }
  }

  leave(model: string): void {
    this.#all.inFlight--
    const own = this.#models.get(model)
    if (own !== undefined) own.inFlight--
  }

  stats(): { readonly all: Readonly<Presence>; readonly models: Readonly<Record<string, Readonly<Presence>>> } {
    return { all: { ...this.#all }, models: Object.fromEntries([...this.#models].map(([name, presence]) => [name, { ...presence }])) }
  }

  /** Forgets counts and maxima; who is in flight stays so. */
  reset(): void {
    this.#all = still(this.#all)
    this.#models = new Map(
      [...this.#models].filter(([, presence]) => presence.inFlight > 0).map(([name, presence]) => [name, still(presence)]),
    )
  }
}

function nobody(): Presence {
  return { received: 0, inFlight: 0, maxInFlight: 0 }
}

function still(presence: Presence): Presence {
  return { received: 0, inFlight: presence.inFlight, maxInFlight: presence.inFlight }
}

function arrive(presence: Presence): number {
  presence.received++
  presence.inFlight++
  if (presence.inFlight > presence.maxInFlight) presence.maxInFlight = presence.inFlight
  return presence.inFlight
}
