import type { RunProgress } from '#contract/runs'
import type { Clock } from '#engine'
import { plain } from '../format/text.ts'
import type { Terminal } from '../terminal.ts'
import { endedProbes, liveLine, plainLine } from './progress-text.ts'
import { SpendPace } from './spend-pace.ts'

/** Without a terminal a line is written this often at most, and when the first probe has ended and at each quarter of the way. */
const plainEveryMs = 5000

/**
 * Shows a run as it goes: on a terminal one line that changes, elsewhere a plain line when the first probe has ended, every five seconds and at each quarter.
 * What only a person can mend is said once, on a line that stays.
 */
export class ProgressDisplay {
  readonly #terminal: Terminal
  readonly #clock: Pick<Clock, 'nowMs'>
  readonly #pace = new SpendPace()
  readonly #said = new Set<string>()
  /** undefined: none was written yet. */
  #lastPlainMs: number | undefined
  #lastQuarter = 0

  constructor(terminal: Terminal, clock: Pick<Clock, 'nowMs'>) {
    this.#terminal = terminal
    this.#clock = clock
  }

  show(progress: RunProgress): void {
    const { liveColumns, isLive, paint } = this.#terminal
    const moment = { nowMs: this.#clock.nowMs(), nanoUsdPerMinute: this.#pace.add(progress) }
    for (const alert of progress.alerts) this.#sayOnce(`${alert.code} ${alert.service}`, `${plain(alert.service)}: ${plain(alert.message)}`)
    if (isLive) this.#terminal.live(liveLine(progress, moment, liveColumns, paint))
    else if (this.#isDue(progress)) this.#terminal.err(plainLine(progress, moment))
  }

  end(): void {
    this.#terminal.live('')
  }

  #sayOnce(key: string, text: string): void {
    if (this.#said.has(key)) return
    this.#said.add(key)
    this.#terminal.err(this.#terminal.paint.warn(`! ${text}`))
  }

  #isDue(progress: RunProgress): boolean {
    const { counts, elapsedMs } = progress
    const ended = endedProbes(progress)
    const quarter = counts.total === 0 ? 0 : Math.floor((ended / counts.total) * 4)
    const isFirst = this.#lastPlainMs === undefined && ended > 0
    if (!isFirst && quarter <= this.#lastQuarter && elapsedMs - (this.#lastPlainMs ?? 0) < plainEveryMs) return false
    this.#lastQuarter = Math.max(quarter, this.#lastQuarter)
    this.#lastPlainMs = elapsedMs
    return true
  }
}
