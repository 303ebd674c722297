import { z } from 'zod'
import type { MonthSpend } from '#contract/health'
import { EpochMs, type NanoUsd } from '#contract/units'
import type { Period } from '#engine/resilience'
import { errorText } from './error-text.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'
import { quarterMs } from './spend-book.ts'
import { SpendLimits, type SpendMark } from './spend-limits.ts'

/** After which a past that could not be read is asked for again. */
const askAgainMs = 1000
/** Newest events of budgets that are looked through: two for each budget of a day or month. */
const marksRemembered = 200
const ToldMark = z.object({
  scope: z.enum(['day', 'month']),
  provider: z.string().nullable(),
  limitNanoUsd: z.number(),
  percent: z.literal([80, 100]),
  untilMs: EpochMs,
})
/** So much is read at a time. */
const partMs = 96 * quarterMs

/** Keeps the budgets of days and months: tells them what earlier engines spent, as far back as they must know, and hears of what people set. */
export class SpendKeeper {
  readonly limits: SpendLimits
  readonly #ports: SchedulerPorts
  readonly #onKnown: () => void
  readonly #stopping = new AbortController()
  #lastAttemptId: number | undefined
  #recalling: Promise<void> | undefined
  #isMonthWanted = false
  #isDayWanted = false

  /** `onKnown`: who had to wait for the past is to be asked again. */
  constructor(ports: SchedulerPorts, onKnown: () => void) {
    this.#ports = ports
    this.#onKnown = onKnown
    this.limits = new SpendLimits(ports.spendPolicy(), { mark: (mark) => tellMark(ports, mark), pastIsUnknown: () => this.#look() })
  }

  /** Before anything is sent. */
  async restore(): Promise<void> {
    this.#lastAttemptId = await this.#ports.storage.read('lastAttemptId', undefined)
    await this.#recall(true)
    await this.#recallMarks()
  }

  /** What a person set holds from this turn on. */
  settingsChanged(): void {
    this.limits.setPolicy(this.#ports.spendPolicy(), this.#ports.clock.nowMs())
    this.#look()
    this.#onKnown()
  }

  /** Whoever else may go when a call to this provider gives back what it did not use. */
  reach(providerId: number): 'own' | 'provider' | 'all' {
    return this.limits.reach(this.#ports.catalog.provider(providerId).key)
  }

  /** What was spent this month; undefined while that is not known: then it is read, and known soon. */
  month(): MonthSpend | undefined {
    const nowMs = this.#ports.clock.nowMs()
    const { period, spentNanoUsd, limitNanoUsd } = this.limits.monthNow(nowMs)
    this.#isMonthWanted = true
    this.#look()
    if (period.fromMs < this.limits.knownSinceMs) return undefined
    return { ...period, spentNanoUsd: spentNanoUsd as NanoUsd, budgetNanoUsd: limitNanoUsd }
  }

  /** What was spent today with a provider, or with all; undefined while that is not known: then it is read, and known soon. */
  day(provider: string | null): (Period & { readonly spentNanoUsd: NanoUsd }) | undefined {
    const { period, spentNanoUsd } = this.limits.dayNow(provider, this.#ports.clock.nowMs())
    this.#isDayWanted = true
    this.#look()
    return period.fromMs < this.limits.knownSinceMs ? undefined : { ...period, spentNanoUsd: spentNanoUsd as NanoUsd }
  }

  stop(): void {
    this.#stopping.abort()
  }

  /** Reads what must be known and is not. */
  #look(): void {
    if (this.#lastAttemptId === undefined || this.#unknownSinceMs() === undefined) return
    this.#recalling ??= this.#recall(false).finally(() => {
      this.#recalling = undefined
    })
  }

  /** What budgets must know comes first, then what a person looks at. */
  #unknownSinceMs(): EpochMs | undefined {
    const nowMs = this.#ports.clock.nowMs()
    const sinceMs = this.limits.unknownSinceMs(nowMs)
    if (sinceMs !== undefined) return sinceMs
    const wanted = [
      ...(this.#isDayWanted ? [this.limits.dayNow(null, nowMs).period.fromMs] : []),
      ...(this.#isMonthWanted ? [this.limits.monthNow(nowMs).period.fromMs] : []),
    ]
    return wanted.find((fromMs) => fromMs < this.limits.knownSinceMs)
  }

  async #recall(isOld: boolean): Promise<void> {
    const { clock, log } = this.#ports
    for (;;) {
      const sinceMs = this.#unknownSinceMs()
      if (sinceMs === undefined) return this.#onKnown()
      try {
        this.limits.recall(await this.#past(sinceMs), sinceMs, clock.nowMs(), isOld)
      } catch (error) {
        if (this.#stopping.signal.aborted) return
        log.error(
          { area: 'runs', step: 'recall', error: errorText(error) },
          'what was spent before could not be read; tried again in a second',
        )
        const isOver = await clock.sleep(askAgainMs, this.#stopping.signal).then(
          () => false,
          () => true,
        )
        if (isOver) return
      }
    }
  }

  /** Marks that events remember are not told again. */
  async #recallMarks(): Promise<void> {
    const { storage, log } = this.#ports
    try {
      for (const { data } of await storage.read('listEvents', { kind: 'budget', limit: marksRemembered })) {
        const mark = ToldMark.safeParse(JSON.parse(data))
        if (mark.success) this.limits.wasTold(mark.data)
      }
    } catch (error) {
      log.error(
        { area: 'runs', step: 'recall', error: errorText(error) },
        'what was told of budgets could not be read: it may be told again',
      )
    }
  }

  /** What attempts of earlier engines cost; they are settled, and change no more. */
  async #past(sinceMs: number) {
    const { storage, catalog, clock } = this.#ports
    const keys = new Map(catalog.everyPool().map((pool) => [pool.id, catalog.provider(pool.providerId).key]))
    const untilMs = Math.min(this.limits.knownSinceMs, Math.max(clock.nowMs(), sinceMs) + partMs)
    const past = []
    for (let fromMs = sinceMs; fromMs < untilMs; fromMs += partMs) {
      this.#stopping.signal.throwIfAborted()
      const part = { fromMs, untilMs: Math.min(untilMs, fromMs + partMs), lastAttemptId: this.#lastAttemptId ?? 0 }
      for (const { poolId, ...spend } of await storage.read('spentBetween', part)) past.push({ ...spend, provider: keys.get(poolId) ?? '' })
    }
    return past
  }
}

/** Each mark that a budget reaches is an event and a log line. */
function tellMark({ log, events }: SchedulerPorts, { period, ...mark }: SpendMark): void {
  const facts = { ...mark, untilMs: period.untilMs }
  log.warn({ area: 'runs', step: 'budget', ...facts }, mark.percent === 100 ? 'a budget is used up' : 'a budget is nearly used up')
  events.record({ kind: 'budget', subject: mark.provider === null ? 'workspace' : `provider:${mark.provider}`, data: facts })
}
