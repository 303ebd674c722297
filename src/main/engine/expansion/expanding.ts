import type { Expansion, ExpansionOrder } from '#contract/batches'
import type { CostTotal } from '#contract/costs'
import type { ModelRef } from '#contract/ids'
import type { Variables } from '#contract/scenarios'
import type { Tokens } from '#contract/units'
import { inputTokensUpper } from '#engine/batches'
import type { Catalog, ModelRecord } from '#engine/catalog'
import type { EventLog } from '#engine/events'
import { AppError } from '#engine/failure'
import { tellStandIn } from '#engine/infra'
import { emptyTotal, mergeTotals, parseUsdToNano, upperBoundNanoUsd } from '#engine/money'
import type { Clock, Log } from '#engine/ports'
import { type AppCalls, Budget, type CallEnd, Changes } from '#engine/runs'
import { portionPrompt } from './expansion-prompt.ts'
import { readRows, rowsOutput, sameness } from './row-schema.ts'
import type { Asked } from './whom-to-ask.ts'

export interface ExpandingPorts {
  readonly catalog: Catalog
  readonly calls: Pick<AppCalls, 'ask'>
  readonly clock: Pick<Clock, 'nowMs'>
  readonly events: Pick<EventLog, 'record'>
  readonly log: Log
}

const policy = {
  rowsPerCall: 20,
  mostInFlight: 2,
  /** Answers in a row that brought nothing new; then it is of no use to go on. */
  mostFruitless: 3,
  /** For a pool or a breaker: somebody sits before it. */
  maxWaitMs: 60_000,
  /** Room for reasoning, and for each value of a row. */
  outputTokens: { base: 8192, perValue: 100 },
} as const

/** One order while it is carried out. Rows that are refused, repeated or missing are asked for again, so often as the policy has it. */
export class Expanding {
  readonly changes = new Changes()
  readonly #ports: ExpandingPorts
  readonly #order: ExpansionOrder
  readonly #user: string
  readonly #asked: Asked
  readonly #budget: Budget | undefined
  readonly #seen: Set<string>
  readonly #rows: Variables[] = []
  readonly #served = new Set<ModelRef>()
  #model: ModelRecord
  #hasFallenBack = false
  #onOrder = 0
  #calls = 0
  #answers = 0
  #fruitless = 0
  #refused = 0
  #repeated = 0
  #cost: CostTotal = emptyTotal()
  #ended: string | null = null
  isDone = false

  /** BUDGET_UNPRICED and BUDGET_EXCEEDED, where the first call is already too dear. */
  constructor(ports: ExpandingPorts, order: ExpansionOrder, asked: Asked, user: string) {
    this.#ports = ports
    this.#order = order
    this.#user = user
    this.#asked = asked
    this.#model = asked.model
    this.#seen = new Set(order.examples.map((row) => sameness(row, order.columns)))
    this.#budget = order.budgetUsd === undefined ? undefined : new Budget(parseUsdToNano(order.budgetUsd))
    if (this.#budget !== undefined) this.#assertAffordable(this.#budget)
  }

  state(): Expansion {
    return {
      seq: this.changes.seq,
      rows: [...this.#rows],
      wanted: this.#order.count,
      refused: this.#refused,
      repeated: this.#repeated,
      infra: this.#asked.infra,
      servedModels: [...this.#served],
      calls: this.#calls,
      cost: this.#cost,
      isDone: this.isDone,
      ended: this.#ended,
    }
  }

  /** Resolves when nothing of it is in flight any more; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    try {
      await Promise.all(Array.from({ length: policy.mostInFlight }, () => this.#work(signal)))
    } catch (error) {
      this.#ports.log.error({ area: 'expansion', err: error }, 'an expansion broke in our own hands')
      this.#ended = 'something went wrong here; the log has it'
    }
    this.isDone = true
    this.changes.tell()
  }

  /** Portion after portion, as long as rows are missing that nobody else has on order. */
  async #work(signal: AbortSignal): Promise<void> {
    const { count } = this.#order
    while (this.#ended === null && !signal.aborted) {
      const portion = Math.min(policy.rowsPerCall, count - this.#rows.length - this.#onOrder)
      if (portion <= 0) return
      this.#onOrder += portion
      const model = this.#model
      const end = await this.#ask(model, portion, signal)
      this.#onOrder -= portion
      this.#calls += end.calls
      this.#cost = mergeTotals(this.#cost, end.cost)
      if (end.outcome.kind === 'ANSWERED') this.#take(model, end.outcome.text, portion)
      else this.#failed(model, end.outcome)
      this.changes.tell()
    }
  }

  #ask(model: ModelRecord, portion: number, signal: AbortSignal): Promise<CallEnd> {
    const { method, maxWaitMs } = { method: 'expand', maxWaitMs: policy.maxWaitMs } as const
    return this.#ports.calls.ask({ ...this.#request(model, portion), method, user: this.#user, maxWaitMs, budget: this.#budget }, signal)
  }

  #request(model: ModelRecord, portion: number) {
    const { columns } = this.#order
    const wanted = policy.outputTokens.base + portion * columns.length * policy.outputTokens.perValue
    const maxOutputTokens = Math.min(wanted, model.maxOutput ?? wanted)
    const messages = portionPrompt(this.#order, portion, this.#rows)
    return { model, messages, parameters: { maxOutputTokens, output: rowsOutput(columns, portion) } }
  }

  /** An answer that is no list of rows counts as so many refused ones. */
  #take(model: ModelRecord, text: string, portion: number): void {
    const { columns, count } = this.#order
    const read = readRows(text, columns) ?? { rows: [], refused: portion }
    const before = this.#rows.length
    this.#answers += 1
    this.#served.add(model.ref)
    this.#refused += read.refused
    for (const row of read.rows) {
      if (this.#rows.length === count) break
      const same = sameness(row, columns)
      if (this.#seen.has(same)) this.#repeated += 1
      else {
        this.#seen.add(same)
        this.#rows.push(row)
      }
    }
    this.#fruitless = this.#rows.length > before ? 0 : this.#fruitless + 1
    if (this.#rows.length === count) return
    if (this.#fruitless >= policy.mostFruitless) this.#ended ??= `${this.#fruitless} answers in a row brought nothing new`
    else if (this.#answers >= this.#mostAnswers) this.#ended ??= `${this.#answers} answers were not enough`
  }

  #failed(model: ModelRecord, { kind, message }: { readonly kind: string; readonly message: string }): void {
    if (kind === 'CANCELLED' || kind === 'BUDGET_EXCEEDED') {
      this.#ended ??= message
      return
    }
    // Somebody else's call found out before.
    if (this.#model.id !== model.id) return
    const { standIn } = this.#asked
    if (standIn === undefined || this.#hasFallenBack) {
      this.#ended ??= `${model.ref} could not be asked (${kind}): ${message}`
      return
    }
    this.#hasFallenBack = true
    this.#model = standIn
    tellStandIn(this.#ports, { from: model, to: standIn, code: kind, method: 'expand' })
  }

  /** Twice as many as would do, and some. */
  get #mostAnswers(): number {
    return 2 * Math.ceil(this.#order.count / policy.rowsPerCall) + 4
  }

  #assertAffordable({ limitNanoUsd }: Budget): void {
    const { model, messages, parameters } = this.#request(this.#model, Math.min(policy.rowsPerCall, this.#order.count))
    const schema = { role: 'system' as const, content: JSON.stringify(parameters.output.schema) }
    const price = this.#ports.catalog.priceInForce(model.id, this.#ports.clock.nowMs())
    const ceiling = {
      inputTokensUpper: inputTokensUpper([...messages, schema]),
      outputTokensUpper: parameters.maxOutputTokens as Tokens,
    }
    const neededNanoUsd = price === undefined ? null : upperBoundNanoUsd(ceiling, price.tiers)
    if (neededNanoUsd === null) throw new AppError({ code: 'BUDGET_UNPRICED', models: [model.ref] })
    if (neededNanoUsd > limitNanoUsd)
      throw new AppError({ code: 'BUDGET_EXCEEDED', budgetNanoUsd: limitNanoUsd, neededNanoUsd, scope: 'call' })
  }
}
