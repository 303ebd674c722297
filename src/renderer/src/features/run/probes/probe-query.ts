import type { CallCode } from '#contract/calls'
import type { ModelRef } from '#contract/ids'
import type { ProbeFilter, ProbeSort } from '#contract/probe-table'
import type { ProbeStatus } from '#contract/runs'
import type { NanoUsd } from '#contract/units'
import type { Sort } from '#renderer/ui'
import type { RunSearch } from '../search.ts'
import { readBounds } from './ranges.ts'

/** A verdict, or that there is none. */
export type VerdictFilter = NonNullable<ProbeFilter['verdicts']>[number]

/** Which probes, in which order. */
export interface ProbeQuery {
  readonly filter: ProbeFilter
  readonly sort: ProbeSort
}

/** The filters of the table by their names in the address. */
const filterNames = [
  'status',
  'model',
  'code',
  'text',
  'fallback',
  'verdict',
  'check',
  'retried',
  'cached',
  'score',
  'cost',
  'took',
] as const
export type FilterName = (typeof filterNames)[number]
export type FilterSearch = { readonly [Name in FilterName | 'sort']?: RunSearch[Name] | undefined }

/** What an address asks for. Names of statuses, codes, verdicts and columns that are none are passed over; models and checks are the engine's to know. */
export function readProbeQuery(search: FilterSearch): ProbeQuery {
  const { status, model, code, text, fallback, verdict, check, retried, cached, sort } = search
  const statuses = valuesOf(status).filter(isStatus)
  const codes = valuesOf(code).filter(isCode)
  const models = valuesOf(model) as ModelRef[]
  const verdicts = valuesOf(verdict).filter(isVerdict)
  const trimmed = text?.trim().slice(0, longestText) ?? ''
  const [score, cost, took] = [readBounds(search.score), readBounds(search.cost), readBounds(search.took)]
  return {
    filter: {
      ...(statuses.length === 0 ? {} : { statuses }),
      ...(models.length === 0 ? {} : { models }),
      ...(codes.length === 0 ? {} : { codes }),
      ...(trimmed === '' ? {} : { text: trimmed }),
      ...(fallback === undefined ? {} : { fallback: fallback === 'yes' }),
      ...(verdicts.length === 0 ? {} : { verdicts }),
      ...(check === undefined ? {} : { failedCheck: check.slice(0, longestText) }),
      ...(retried === undefined ? {} : { retried: retried === 'yes' }),
      ...(cached === undefined ? {} : { cached: cached === 'yes' }),
      ...(score?.from === undefined ? {} : { minScore: Math.min(1, score.from) }),
      ...(score?.to === undefined ? {} : { maxScore: Math.min(1, score.to) }),
      ...(cost?.from === undefined ? {} : { minCostNanoUsd: nanoOf(cost.from) }),
      ...(cost?.to === undefined ? {} : { maxCostNanoUsd: nanoOf(cost.to) }),
      ...(took?.from === undefined ? {} : { minDurationMs: took.from }),
      ...(took?.to === undefined ? {} : { maxDurationMs: took.to }),
    },
    sort: readSort(sort),
  }
}

/** The address without any filter. */
export function withoutFilters<Search extends FilterSearch>(search: Search): Omit<Search, FilterName> {
  return Object.fromEntries(Object.entries(search).filter(([name]) => !filterNames.some((filter) => filter === name))) as Omit<
    Search,
    FilterName
  >
}

export function valuesOf(list: string | undefined): string[] {
  return [...new Set((list ?? '').split(',').filter((value) => value !== ''))]
}

/** Whether a probe that goes on could come to stand elsewhere, or come and go: names of models and places of prompts never change. */
export function canMove({ filter, sort }: ProbeQuery): boolean {
  const { models: _, text: __, ...changing } = filter
  return Object.keys(changing).length > 0 || filter.text !== undefined || (sort.by !== 'prompt' && sort.by !== 'model')
}

/** The order as the table's heads have it; without one in the address none is marked. */
export function headOf(sort: string | undefined): Sort | undefined {
  if (sort === undefined) return undefined
  const { by, direction } = readSort(sort)
  return { column: by, isDescending: direction === 'desc' }
}

export function sortText(sort: Sort | undefined): string | undefined {
  return sort === undefined ? undefined : `${sort.isDescending ? '-' : ''}${sort.column}`
}

const longestText = 200

function readSort(sort: string | undefined): ProbeSort {
  const by = sort?.replace(/^-/, '')
  return by !== undefined && isColumn(by) ? { by, direction: sort?.startsWith('-') ? 'desc' : 'asc' } : { by: 'prompt', direction: 'asc' }
}

function nanoOf(usd: number): NanoUsd {
  return Math.min(Number.MAX_SAFE_INTEGER, Math.round(usd * 1e9)) as NanoUsd
}

/** Every name of each, so that a new one in the contract does not compile until it stands here. */
const columns: Readonly<Record<ProbeSort['by'], true>> = {
  ...{ prompt: true, status: true, model: true, code: true, attempts: true },
  ...{ cost: true, duration: true, first_chunk: true, tokens: true, verdict: true, score: true },
}
const statuses: Readonly<Record<ProbeStatus, true>> = {
  ...{ pending: true, waiting: true, in_flight: true, succeeded: true },
  ...{ failed: true, cancelled: true, interrupted: true },
}
const codes: Readonly<Record<CallCode, true>> = {
  ...{ RATE_LIMITED: true, DAILY_QUOTA: true, OUT_OF_CREDIT: true, AUTH: true, PERMISSION_DENIED: true, OVERLOADED: true },
  ...{ SERVER_ERROR: true, TIMEOUT: true, NETWORK: true, INVALID_RESPONSE: true, BAD_REQUEST: true, CONTEXT_TOO_LONG: true },
  ...{ MODEL_NOT_FOUND: true, CONTENT_FILTERED: true, CIRCUIT_OPEN: true, BUDGET_EXCEEDED: true, CANCELLED: true },
  ...{ INTERRUPTED: true, MODEL_UNAVAILABLE: true },
}

const verdicts: Readonly<Record<VerdictFilter, true>> = { pass: true, fail: true, error: true, none: true }

export const allStatuses = Object.keys(statuses) as ProbeStatus[]
export const allVerdicts = Object.keys(verdicts) as VerdictFilter[]

function isColumn(name: string): name is ProbeSort['by'] {
  return Object.hasOwn(columns, name)
}
function isStatus(name: string): name is ProbeStatus {
  return Object.hasOwn(statuses, name)
}
function isVerdict(name: string): name is VerdictFilter {
  return Object.hasOwn(verdicts, name)
}
function isCode(name: string): name is CallCode {
  return Object.hasOwn(codes, name)
}
