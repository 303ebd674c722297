import type { TierCondition } from '#contract/prices'
import { formatCount, formatDuration, formatInstantWithZone, formatRate, formatShare, formatUsdExactly } from '#renderer/lib'
import { sayPlainly, type Value } from './conflict.ts'
import { isEach, rateLabels, sayWhen } from './tier-words.ts'

/** What people call the fields of what they edit, by their names in the contract. One that is not here is called as it is. */
const words: Readonly<Record<string, string>> = {
  key: 'Key',
  kind: 'Kind',
  name: 'Name',
  baseUrl: 'Base URL',
  credential: 'Where its key is kept',
  boundTo: 'Address its key is for',
  isConfirmed: 'Key confirmed',
  timeouts: 'Timeouts',
  connectMs: 'Time to connect',
  silenceMs: 'Longest silence',
  totalMs: 'Longest call',
  sendsAttemptId: 'Attempt id in the request',
  allowInsecure: 'http:// allowed',
  isEnabled: 'Enabled',
  maxParallel: 'Calls in flight',
  requestsPerMinute: 'Requests per minute',
  tokensPerMinute: 'Tokens per minute',
  inputTokensPerMinute: 'Input tokens per minute',
  outputTokensPerMinute: 'Output tokens per minute',
  requestsPerDay: 'Requests per day',
  dayResetsAt: 'Day begins',
  burst: 'Burst',
  adaptive: 'Found by trying',
  adaptiveMin: 'Tried from',
  adaptiveMax: 'Tried up to',
  provider: 'Provider',
  pool: 'Pool',
  wireId: 'Name on the wire',
  status: 'Status',
  isDefault: 'Default',
  contextWindow: 'Context',
  maxOutput: 'Most output',
  capabilities: 'Capabilities',
  sunsetAtMs: 'Sunset',
  fallback: 'Falls back to',
  effectiveFromMs: 'In force from',
  tiers: 'Prices',
  source: 'Source',
  sourceKind: 'Brought by',
  sourceUrl: 'Source address',
  note: 'Note',
  withdraws: 'Withdraws',
  value: 'Value',
}

/** `limits.maxParallel` is called as `maxParallel` is. */
export function sayField(name: string): string {
  return words[name] ?? words[name.slice(name.lastIndexOf('.') + 1)] ?? name
}

/** A value of a field that has that name, in its unit. */
export function sayFieldValue(name: string, value: Value): string {
  if (name === 'tiers' && Array.isArray(value)) return value.map(sayTier).join('; ')
  if (typeof value === 'number') {
    if (name.endsWith('AtMs') || name.endsWith('FromMs')) return formatInstantWithZone(value)
    if (name.endsWith('Ms')) return value < 1000 ? `${value} ms` : formatDuration(value)
    if (name.toLowerCase().endsWith('ratio')) return formatShare(value)
    return formatCount(value)
  }
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map((each) => sayFieldValue(name, each)).join(', ')
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value).map(([key, each]) => `${sayField(key)} ${sayFieldValue(key, each)}`)
    return parts.length === 0 ? 'none' : parts.join(', ')
  }
  return sayPlainly(value)
}

/** What a tier asks, for what it is known of, and when: rates are of a million tokens. */
function sayTier(tier: Value): string {
  const { when, rates } = typeof tier === 'object' && tier !== null && !Array.isArray(tier) ? tier : {}
  const known = typeof rates === 'object' && rates !== null && !Array.isArray(rates) ? Object.entries(rates) : []
  const prices = known.flatMap(([name, rate]) => (typeof rate === 'number' ? [`${rateLabels[name] ?? name} ${sayRate(name, rate)}`] : []))
  const condition = when === undefined || when === null ? '' : ` (${sayWhen(when as TierCondition, 2).toLowerCase()})`
  return `${prices.length === 0 ? 'unknown' : prices.join(', ')}${condition}`
}

function sayRate(name: string, rate: number): string {
  return isEach(name) ? `${formatUsdExactly(rate)} each` : `${formatRate(rate)} / M`
}
