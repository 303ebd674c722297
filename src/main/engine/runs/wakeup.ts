import type { Clock } from '#engine/ports'

/** One alarm that can be brought forward, never pushed back: ringing early costs a look, ringing late costs a wait. Monotonic. */
export class Wakeup {
  readonly #clock: Clock
  readonly #ring: () => void
  #armed: { readonly atMs: number; readonly controller: AbortController } | undefined

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock
    this.#ring = ring
  }

  arm(atMs: number): void {
    if (this.#armed !== undefined && this.#armed.atMs <= atMs) return
    this.cancel()
    const controller = new AbortController()
    const armed = { atMs, controller }
    this.#armed = armed
    const delayMs = Math.max(0, atMs - this.#clock.monotonicMs())
    this.#clock.sleep(delayMs, controller.signal).then(
      () => {
        if (this.#armed !== armed) return
        this.#armed = undefined
        this.#ring()
      },
      () => undefined,
    )
  }

  cancel(): void {
    this.#armed?.controller.abort()
    this.#armed = undefined
  }
}
