import { type Admission, type Courier, type Flight, type FlightListener, settleJob } from '#engine/runs'
import type { CallModel } from './call-model.ts'
import type { VirtualTime } from './virtual-time.ts'

/** Nothing is written, so nothing of the breakers goes with it: they are in memory alone. */
const nobody: Admission['keeper'] = { withOutcome: () => [] }

/** Carries out what the scheduler decides in virtual time, by a model of the providers: nothing is sent, nothing is written. */
export class VirtualCourier implements Courier {
  readonly #time: VirtualTime
  readonly #model: CallModel
  #calls = 0
  #settling: Admission | undefined

  constructor(time: VirtualTime, model: CallModel) {
    this.#time = time
    this.#model = model
  }

  fly(admission: Admission, { queue, job, admitted }: Flight, listener: FlightListener): void {
    this.#calls += 1
    const attemptId = this.#calls
    this.#settling ??= { ...admission, keeper: nobody }
    const settling = this.#settling
    const drawn = this.#model.leaves(job, this.#time.monotonicMs())
    admitted.ticket.isOnDisk = true
    this.#time.after(drawn.holdMs, () => {
      this.#model.ended(job, drawn, this.#time.monotonicMs())
      const { outcome } = drawn
      const settled = settleJob(settling, queue, job, admitted, outcome, attemptId)
      listener.freed(outcome, settled.areBreakersMoved)
      listener.landed({ kind: 'landed', outcome, settled, isDerivedKept: true })
    })
  }

  keep(_write: () => Promise<unknown>, then: () => void): void {
    this.#time.after(0, then)
  }
}
