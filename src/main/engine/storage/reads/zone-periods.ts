import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../database.ts'
import { quarterMs, quartersOfDay } from '../rollups/index.ts'

/** From a quarter of an hour on a zone's clock is so many quarters ahead of UTC. */
interface Offset {
  readonly fromQuarter: number
  readonly quarters: number
}

/** What time can be grouped by. */
export type PeriodUnit = 'month' | 'week' | 'day' | 'hour' | 'quarter'

const stepQuarters = 14 * quartersOfDay
/** Added before a division, so that what lies before 1970 there is rounded down, too: two weeks, which are whole days and weeks. */
const shift = 14 * quartersOfDay

/** The periods of a zone's clock within a range of quarters, in SQL and by name. */
export class ZonePeriods {
  readonly #zone: string
  readonly #offsets: readonly Offset[]

  constructor(zone: string, fromQuarter: number, untilQuarter: number) {
    this.#zone = zone
    this.#offsets = zone === 'UTC' ? [{ fromQuarter: 0, quarters: 0 }] : offsetsOf(zone, fromQuarter, untilQuarter)
  }

  /** SQL: a whole number that two quarters have in common when they lie in one period. */
  key(unit: PeriodUnit, quarter: RawBuilder<unknown>): RawBuilder<number> {
    if (unit === 'quarter') return sql<number>`${quarter}`
    const local = sql`(${quarter} + ${this.#ahead(quarter)} + ${sql.lit(shift)})`
    if (unit === 'hour') return sql<number>`${quarter} - ${local} % 4`
    const day = sql`(${local} / ${sql.lit(quartersOfDay)} - 14)`
    if (unit === 'day') return sql<number>`${day}`
    // The first day of 1970 was a Thursday.
    if (unit === 'week') return sql<number>`(${day} + 17) / 7 - 2`
    return sql<number>`cast(strftime('%Y%m', ${day} * 86400, 'unixepoch') as integer)`
  }

  /** The same for a quarter that is known. */
  keyOf(unit: PeriodUnit, quarter: number): number {
    const local = quarter + this.#aheadAt(quarter)
    const day = Math.floor(local / quartersOfDay)
    switch (unit) {
      case 'quarter':
        return quarter
      case 'hour':
        return quarter - (((local % 4) + 4) % 4)
      case 'day':
        return day
      case 'week':
        return Math.floor((day + 3) / 7)
      case 'month':
        return monthOf(day)
    }
  }

  name(unit: PeriodUnit, key: number): string {
    switch (unit) {
      case 'month':
        return `${String(Math.floor(key / 100)).padStart(4, '0')}-${two(key % 100)}`
      case 'week':
        return dateOf(key * 7 - 3)
      case 'day':
        return dateOf(key)
      case 'hour':
      case 'quarter':
        return this.#instant(key)
    }
  }

  #instant(quarter: number): string {
    const ahead = this.#aheadAt(quarter)
    const local = quarter + ahead
    const day = Math.floor(local / quartersOfDay)
    const ofDay = local - day * quartersOfDay
    const time = `${two(Math.floor(ofDay / 4))}:${two((ofDay % 4) * 15)}`
    const minutes = Math.abs(ahead) * 15
    const offset = this.#zone === 'UTC' ? 'Z' : `${ahead < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
    return `${dateOf(day)}T${time}${offset}`
  }

  #aheadAt(quarter: number): number {
    return (this.#offsets.findLast(({ fromQuarter }) => fromQuarter <= quarter) ?? this.#offsets[0])?.quarters ?? 0
  }

  #ahead(quarter: RawBuilder<unknown>): RawBuilder<number> {
    const [first, ...rest] = this.#offsets
    const initial = sql.lit(first?.quarters ?? 0)
    if (rest.length === 0) return sql<number>`${initial}`
    const cases = rest
      .toReversed()
      .map(({ fromQuarter, quarters }) => sql`when ${quarter} >= ${sql.lit(fromQuarter)} then ${sql.lit(quarters)}`)
    return sql<number>`case ${sql.join(cases, sql` `)} else ${initial} end`
  }
}

/** The periods of all there is in the ledger. */
export async function zonePeriods(db: Kysely<Database>, zone = 'UTC'): Promise<ZonePeriods> {
  if (zone === 'UTC') return new ZonePeriods(zone, 0, 0)
  const { rows } = await sql<{ first: number | null; last: number | null }>`select
    (select min(started_at_ms) from attempt) as first, (select max(started_at_ms) from attempt) as last`.execute(db)
  const quarterOf = (atMs = 0) => Math.floor(atMs / quarterMs)
  const kept = await sql<{
    first: number | null
  }>`select case when dropped_before_ms is not null then (select min(first_quarter) from rollup_key) end as first
    from rollup_state`.execute(db)
  const first = Math.min(quarterOf(rows[0]?.first ?? undefined), kept.rows[0]?.first ?? Number.MAX_SAFE_INTEGER)
  return new ZonePeriods(zone, first, quarterOf(rows[0]?.last ?? undefined) + 1)
}

/** Looked for in steps shorter than any two changes of a clock lie apart, each change then to the quarter. */
function offsetsOf(zone: string, fromQuarter: number, untilQuarter: number): Offset[] {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  const aheadAt = (quarter: number) =>
    readOffset(format.formatToParts(quarter * quarterMs).find(({ type }) => type === 'timeZoneName')?.value)
  const offsets: Offset[] = [{ fromQuarter, quarters: aheadAt(fromQuarter) }]
  let last = offsets[0]?.quarters ?? 0
  for (let quarter = fromQuarter; quarter < untilQuarter; quarter += stepQuarters) {
    const next = Math.min(quarter + stepQuarters, untilQuarter)
    const quarters = aheadAt(next)
    if (quarters !== last) offsets.push({ fromQuarter: firstWith(aheadAt, quarters, quarter, next), quarters })
    last = quarters
  }
  return offsets
}

function firstWith(aheadAt: (quarter: number) => number, quarters: number, before: number, at: number): number {
  let [low, high] = [before, at]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (aheadAt(middle) === quarters) high = middle
    else low = middle
  }
  return high
}

/** `GMT+05:45`; `GMT` alone is no offset. Seconds, which clocks had until 1972, are left out. */
function readOffset(text = ''): number {
  const [, sign, hours = '0', minutes = '0'] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(text) ?? []
  const quarters = Number(hours) * 4 + Math.round(Number(minutes) / 15)
  return sign === '-' ? -quarters : quarters
}

/** `2026-11-21` of the days since 1970. Source: https://howardhinnant.github.io/date_algorithms.html#civil_from_days */
export function dateOf(day: number): string {
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const ofEra = shifted - era * 146_097
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365)
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * ofYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1)}`
}

function monthOf(day: number): number {
  const date = dateOf(day)
  return Number(date.slice(0, -6)) * 100 + Number(date.slice(-5, -3))
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
