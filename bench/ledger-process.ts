import type { CostQuery } from '#contract/costs'
import { CostDimension } from '#contract/costs'
import type { LedgerFilter } from '#contract/ledger'
import type { EpochMs } from '#contract/units'
import { openEngine } from '../test/processes/open-engine.ts'
import { readOrder, say } from '../test/processes/say.ts'
import { Dice } from './ledger/dice.ts'
import { fleet } from './ledger/fleet.ts'
import type { AskedFigures, LedgerOrder, Spread } from './order.ts'
import { quantile } from './statistics.ts'

/** Asks a large ledger what its pages ask, through the client that every shell uses. Says `figures`. */
const { workspace } = readOrder<LedgerOrder>()
const dayMs = 86_400_000
const filters = 200
const searched = 'capital'

const { client, stop } = await openEngine({ workspace, simulatorUrl: 'http://127.0.0.1:9/v1' })
const newest = (await client.ledger.list({ limit: 1 })).items[0]
if (newest === undefined) throw new Error('the ledger is empty')
const endMs = newest.atMs + 1
const [, firstCostMs] = await timed(() => client.costs.report({ groupBy: ['day', 'provider'] }))
const costs = await spread(costQuestions(), (question) => client.costs.report(question))
const pages = await spread(ledgerFilters(), (filter) => client.ledger.list({ ...filter, limit: 100 }))
const figures: AskedFigures = { firstCostMs, costs, pages, firstHitMs: await firstHit() }
say({ figures })
await stop()

/** Each dimension and pairs of them, over ranges and under filters as a page of costs has them. What would come to more groups than are given is asked of shorter ranges. */
function costQuestions(): Partial<CostQuery>[] {
  const at = (days: number) => (endMs - days * dayMs) as EpochMs
  const month = { fromMs: at(30) }
  const day = { fromMs: at(1) }
  const ragged = { fromMs: (at(61.3) + 1234) as EpochMs, toMs: (at(12.7) + 77) as EpochMs }
  const scopes: object[] = [
    {},
    { provider: 'anthropic' },
    { model: fleet[0]?.ref },
    { costState: ['maybe_billed', 'unknown'] },
    { kind: 'retry', method: 'probe' },
  ]
  const asked = (ranges: readonly object[], groups: readonly (readonly CostDimension[])[]): object[] =>
    ranges.flatMap((range) => groups.flatMap((groupBy) => scopes.map((scope) => ({ ...range, ...scope, groupBy }))))
  const coarse = CostDimension.options.filter((each) => each !== 'quarter').map((each) => [each])
  const pairs: CostDimension[][] = [
    ['day', 'provider'],
    ['day', 'model'],
    ['model', 'kind'],
    ['user', 'cost_state'],
    ['week', 'code'],
  ]
  return [...asked([{}, month, ragged, day], [...coarse, ...pairs]), ...asked([day], [['quarter'], ['hour', 'provider']])]
}

/** One to four filters of all kinds at once, common ones and those that hardly anything meets. */
function ledgerFilters(): Partial<LedgerFilter>[] {
  const dice = new Dice(7)
  const kinds: (() => Record<string, unknown>)[] = [
    () => ({ provider: dice.one(['openai', 'anthropic', 'google', 'xai', 'deepseek', 'mistral']) }),
    () => ({ model: dice.one(fleet).ref }),
    () => ({ servedModel: dice.one(fleet).ref }),
    () => ({ method: dice.one(['probe', 'judge', 'expand', 'verify']) }),
    () => ({ kind: dice.one(['first', 'retry', 'fallback']) }),
    () => ({ code: dice.one(['RATE_LIMITED', 'TIMEOUT', 'SERVER_ERROR', 'CONTENT_FILTERED', 'AUTH', 'NETWORK']) }),
    () => ({ costState: dice.one(['none', 'reported', 'computed', 'estimated', 'maybe_billed', 'unknown']) }),
    () => ({ state: dice.one(['answered', 'failed', 'cancelled', 'interrupted']) }),
    () => ({ isAnswered: dice.isLess(0.5) }),
    () => ({ httpStatus: dice.one([200, 400, 429, 500, 503]) }),
    () => ({ minDurationMs: dice.one([100, 5000, 60_000, 590_000]) }),
    () => ({ maxDurationMs: dice.one([1, 200, 2000]) }),
    () => ({ minCostNanoUsd: dice.one([1, 1_000_000, 900_000_000]) }),
    () => ({ fromMs: endMs - dice.one([1, 30, 170]) * dayMs }),
    () => ({ toMs: endMs - dice.one([1, 90, 179]) * dayMs }),
  ]
  return Array.from({ length: filters }, () =>
    Object.assign({}, ...Array.from({ length: 1 + dice.below(4) }, () => dice.one(kinds)())),
  ) as Partial<LedgerFilter>[]
}

async function firstHit(): Promise<number> {
  const startedMs = performance.now()
  for await (const { hits } of await client.ledger.search({ text: searched, limit: 20 }))
    if (hits.length > 0) return performance.now() - startedMs
  return Number.NaN
}

async function spread<Question extends object>(
  questions: readonly Question[],
  ask: (question: Question) => Promise<unknown>,
): Promise<Spread> {
  const took: { readonly question: Question; readonly ms: number }[] = []
  for (const question of questions) took.push({ question, ms: (await timed(() => ask(question)))[1] })
  const times = took.map(({ ms }) => ms)
  const slowest = took.reduce((worst, each) => (each.ms > worst.ms ? each : worst))
  return {
    ...{ asked: times.length, p50Ms: quantile(times, 0.5), p99Ms: quantile(times, 0.99), maxMs: slowest.ms },
    slowest: JSON.stringify(slowest.question),
  }
}

async function timed<Answer>(act: () => Promise<Answer>): Promise<readonly [Answer, number]> {
  const startedMs = performance.now()
  const answer = await act()
  return [answer, performance.now() - startedMs]
}
