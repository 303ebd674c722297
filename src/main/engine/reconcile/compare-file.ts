import type { CostRow, CostTotal } from '#contract/costs'
import type { ReconcileRow } from '#contract/reports'
import type { NanoUsd, Tokens } from '#contract/units'
import { emptyTotal, mergeTotals } from '#engine/money'
import { isoText, parseRfc3339Ms } from '#engine/resilience'
import { type FileSide, judgeGap, type OurSide } from './judge-gap.ts'
import { modelNamed } from './match-names.ts'
import type { FileRow, ProviderFile } from './read-provider-file.ts'

export interface Compared {
  readonly fromDay: string
  readonly toDay: string
  readonly rows: readonly ReconcileRow[]
  readonly fileNanoUsd: NanoUsd | null
  readonly ours: CostTotal
  readonly gapNanoUsd: number | null
}

interface Pair {
  readonly day: string
  readonly name: string
  readonly model: string | null
  readonly file: FileSide | undefined
  readonly ours: OurSide
}

const nobody: OurSide = { cost: emptyTotal(), calls: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0 }

/** The first and the last day of a file. */
export function daysOf({ rows }: ProviderFile): { readonly fromDay: string; readonly toDay: string } {
  const days = rows.map(({ day }) => day).sort()
  return { fromDay: days[0] ?? '', toDay: days.at(-1) ?? '' }
}

/**
 * A file beside the ledger, by day and model, by day alone where the file names no model. `costs`: rows grouped by day and the model that served; those of other days are passed over.
 * `refs`: the provider's models. Rows by day, the widest gap of a day first.
 */
export function compareFile(file: ProviderFile, costs: readonly CostRow[], refs: readonly string[]): Compared {
  const { fromDay, toDay } = daysOf(file)
  const isByDay = file.rows.every(({ name }) => name === '')
  const ours = new Map<string, OurSide>()
  for (const row of costs) {
    const [day, model] = row.group
    if (day == null || day < fromDay || day > toDay || row.calls === row.cost.coverage.none.calls) continue
    const key = keyOf(day, isByDay ? '' : (model ?? ''))
    ours.set(key, joined(ours.get(key) ?? nobody, sideOf(row)))
  }
  const pairs = pairsOf(file.rows, ours, refs)
  const gaps = new Map(pairs.map((pair) => [keyOf(pair.day, pair.model ?? pair.name), gapOf(pair)]))
  const neighbours = (pair: Pair) => [-1, 1].flatMap((days) => gaps.get(keyOf(dayAfter(pair.day, days), pair.model ?? pair.name)) ?? [])
  const rows = pairs.map((pair) => rowOf(pair, neighbours(pair)))
  rows.sort((left, right) =>
    left.day === right.day ? Math.abs(right.gapNanoUsd ?? 0) - Math.abs(left.gapNanoUsd ?? 0) : left.day < right.day ? -1 : 1,
  )
  const total = pairs.reduce((sum, pair) => mergeTotals(sum, pair.ours.cost), emptyTotal())
  const said = file.rows.flatMap(({ costNanoUsd }) => costNanoUsd ?? [])
  const fileNanoUsd = said.length === 0 ? null : (said.reduce((sum, cost) => sum + cost, 0) as NanoUsd)
  return { fromDay, toDay, rows, fileNanoUsd, ours: total, gapNanoUsd: fileNanoUsd === null ? null : fileNanoUsd - total.nanoUsd }
}

function pairsOf(fileRows: readonly FileRow[], ours: ReadonlyMap<string, OurSide>, refs: readonly string[]): Pair[] {
  const files = new Map<string, { readonly day: string; readonly name: string; readonly model: string | null; readonly file: FileSide }>()
  const models = new Map<string, string | undefined>()
  for (const row of fileRows) {
    if (!models.has(row.name)) models.set(row.name, row.name === '' ? undefined : modelNamed(row.name, refs))
    const model = models.get(row.name) ?? null
    const key = keyOf(row.day, model ?? row.name)
    const other = files.get(key)
    files.set(
      key,
      other === undefined
        ? { day: row.day, name: row.name, model, file: row }
        : { ...other, name: `${other.name}, ${row.name}`, file: added(other.file, row) },
    )
  }
  const paired = [...files].map(([key, found]) => ({ ...found, ours: ours.get(key) ?? nobody }))
  const alone = [...ours].flatMap(([key, side]) => {
    if (files.has(key)) return []
    const [day = '', name = ''] = JSON.parse(key) as string[]
    return [{ day, name: name.slice(name.indexOf('/') + 1), model: name === '' ? null : name, file: undefined, ours: side }]
  })
  return [...paired, ...alone]
}

function rowOf(pair: Pair, neighbours: readonly number[]): ReconcileRow {
  const { day, name, model, file, ours } = pair
  const gapNanoUsd = file !== undefined && file.costNanoUsd === null ? null : gapOf(pair)
  return {
    ...{ day, name, model: model as ReconcileRow['model'] },
    file: {
      costNanoUsd: (file?.costNanoUsd ?? null) as NanoUsd | null,
      calls: file?.calls ?? null,
      inputTokens: (file?.inputTokens ?? null) as Tokens | null,
      outputTokens: (file?.outputTokens ?? null) as Tokens | null,
    },
    ours: { cost: ours.cost, calls: ours.calls, inputTokens: ours.inputTokens as Tokens, outputTokens: ours.outputTokens as Tokens },
    gapNanoUsd,
    ...judgeGap({ file, ours, neighbours }, gapNanoUsd),
  }
}

function gapOf({ file, ours }: Pair): number {
  return (file?.costNanoUsd ?? 0) - ours.cost.nanoUsd
}

function sideOf(row: CostRow): OurSide {
  return {
    cost: row.cost,
    calls: row.calls - row.cost.coverage.none.calls,
    inputTokens: row.inputTokens + row.cacheReadInputTokens + row.cacheWriteInputTokens,
    cachedTokens: row.cacheReadInputTokens,
    outputTokens: row.outputTokens + row.reasoningOutputTokens,
  }
}

function joined(left: OurSide, right: OurSide): OurSide {
  return {
    cost: mergeTotals(left.cost, right.cost),
    calls: left.calls + right.calls,
    inputTokens: left.inputTokens + right.inputTokens,
    cachedTokens: left.cachedTokens + right.cachedTokens,
    outputTokens: left.outputTokens + right.outputTokens,
  }
}

function added(left: FileSide, right: FileSide): FileSide {
  const sum = (one: number | null, other: number | null) => (one === null && other === null ? null : (one ?? 0) + (other ?? 0))
  return {
    costNanoUsd: sum(left.costNanoUsd, right.costNanoUsd),
    slackNanoUsd: left.slackNanoUsd + right.slackNanoUsd,
    calls: sum(left.calls, right.calls),
    inputTokens: sum(left.inputTokens, right.inputTokens),
    cachedTokens: sum(left.cachedTokens, right.cachedTokens),
    outputTokens: sum(left.outputTokens, right.outputTokens),
  }
}

function keyOf(day: string, name: string): string {
  return JSON.stringify([day, name])
}

function dayAfter(day: string, days: number): string {
  return isoText((parseRfc3339Ms(`${day}T00:00:00Z`) ?? 0) + days * 86_400_000).slice(0, 10)
}
