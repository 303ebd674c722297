import { monitorEventLoopDelay } from 'node:perf_hooks'

/** How the event loop of a thread fared. Milliseconds. `held`: of its own processor time between two turns, so that what other processes do with the cores is not counted. */
export interface LoopFigures {
  readonly delayP99Ms: number
  readonly delayMaxMs: number
  readonly heldP99Ms: number
  readonly heldMaxMs: number
  readonly looks: number
}

const resolutionMs = 1

/** Watches the event loop of the thread it is made in, from then on. */
export class LoopWatch {
  readonly #delay = monitorEventLoopDelay({ resolution: resolutionMs })
  readonly #held: number[] = []
  readonly #timer: NodeJS.Timeout

  constructor() {
    let last = process.threadCpuUsage()
    this.#timer = setInterval(() => {
      const now = process.threadCpuUsage()
      this.#held.push((now.user + now.system - last.user - last.system) / 1000)
      last = now
    }, resolutionMs)
    this.#delay.enable()
  }

  stop(): LoopFigures {
    clearInterval(this.#timer)
    this.#delay.disable()
    const held = this.#held.sort((left, right) => left - right)
    return {
      delayP99Ms: Math.max(0, this.#delay.percentile(99) / 1e6 - resolutionMs),
      delayMaxMs: Math.max(0, this.#delay.max / 1e6 - resolutionMs),
      heldP99Ms: held[Math.floor(held.length * 0.99)] ?? Number.NaN,
      heldMaxMs: held.at(-1) ?? Number.NaN,
      looks: held.length,
    }
  }
}
