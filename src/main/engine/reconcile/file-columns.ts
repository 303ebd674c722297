export type FileFormat = 'openai-costs' | 'openai-usage' | 'anthropic-costs' | 'anthropic-usage' | 'generic'

/** Where what is looked for stands in a file: numbers of columns, from 0. Several of tokens are added up. undefined: the file does not say. */
export interface FileColumns {
  readonly format: FileFormat
  readonly day: number
  readonly name: number | undefined
  readonly cost: number | undefined
  readonly currency: number | undefined
  readonly calls: number | undefined
  readonly input: readonly number[]
  /** Of the input: what was read from a cache. */
  readonly cached: number | undefined
  readonly output: readonly number[]
}

interface KnownFormat {
  readonly format: Exclude<FileFormat, 'generic'>
  /** All of them stand in its head. */
  readonly signs: readonly string[]
  readonly day: readonly string[]
  readonly name: string
  readonly cost?: string
  readonly currency?: string
  readonly calls?: string
  readonly input?: readonly string[]
  readonly cached?: string
  readonly output?: readonly string[]
}

/** Heads of the exports of the consoles of OpenAI (Usage, Export: cost and activity data) and Anthropic (Cost and Usage, Export), as they were in autumn 2026. */
const knownFormats: readonly KnownFormat[] = [
  {
    format: 'openai-costs',
    signs: ['amount_value', 'line_item'],
    day: ['start_time_iso', 'start_time'],
    name: 'line_item',
    cost: 'amount_value',
    currency: 'amount_currency',
  },
  {
    format: 'openai-usage',
    signs: ['num_model_requests', 'input_tokens', 'output_tokens'],
    day: ['start_time_iso', 'start_time'],
    name: 'model',
    calls: 'num_model_requests',
    input: ['input_tokens'],
    cached: 'input_cached_tokens',
    output: ['output_tokens'],
  },
  { format: 'anthropic-costs', signs: ['usage_date_utc', 'cost_usd'], day: ['usage_date_utc'], name: 'model', cost: 'cost_usd' },
  {
    format: 'anthropic-usage',
    signs: ['usage_date_utc', 'usage_output_tokens'],
    day: ['usage_date_utc'],
    name: 'model_version',
    input: [
      'usage_input_tokens_no_cache',
      'usage_input_tokens_cache_write_5m',
      'usage_input_tokens_cache_write_1h',
      'usage_input_tokens_cache_read',
    ],
    cached: 'usage_input_tokens_cache_read',
    output: ['usage_output_tokens'],
  },
]

/** What columns of other files may be called, likeliest first; case, blanks and dashes do not count. */
export const genericNames = {
  day: [
    'day',
    'date',
    'usage_date',
    'usage_date_utc',
    'start_time_iso',
    'start_date',
    'start_time',
    'chargeperiodstart',
    'timestamp',
    'time',
  ],
  name: ['model', 'model_id', 'model_name', 'model_version', 'resourceid', 'sku', 'skuid', 'line_item', 'service', 'description'],
  cost: ['cost_usd', 'cost', 'amount_usd', 'amount', 'amount_value', 'total_cost', 'billedcost', 'usd', 'spend'],
  currency: ['currency', 'amount_currency', 'billingcurrency'],
  calls: ['requests', 'calls', 'num_requests', 'num_model_requests', 'request_count', 'api_requests'],
  input: ['input_tokens', 'prompt_tokens', 'tokens_in', 'tokens_prompt'],
  cached: ['cached_input_tokens', 'input_cached_tokens', 'cache_read_input_tokens', 'cache_read_tokens'],
  output: ['output_tokens', 'completion_tokens', 'tokens_out', 'tokens_completion'],
} as const

/** undefined: the head names no day, or neither a cost nor tokens. */
export function columnsOf(head: readonly string[]): FileColumns | undefined {
  const names = head.map((name) =>
    name
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_'),
  )
  const at = (wanted: readonly string[]): number | undefined => {
    const found = wanted.find((name) => names.includes(name))
    return found === undefined ? undefined : names.indexOf(found)
  }
  const known = knownFormats.find(({ signs, day }) => signs.every((sign) => names.includes(sign)) && at(day) !== undefined)
  const all = (wanted: readonly string[]) => wanted.flatMap((name) => at([name]) ?? [])
  const one = (wanted: readonly string[]) => all(wanted).slice(0, 1)
  const wanted = known ?? genericNames
  const list = (name: string | readonly string[] | undefined): readonly string[] =>
    name === undefined ? [] : typeof name === 'string' ? [name] : name
  const columns = {
    format: known?.format ?? ('generic' as const),
    day: at(wanted.day),
    name: at(list(wanted.name)),
    cost: at(list(wanted.cost)),
    currency: at(list(wanted.currency)),
    calls: at(list(wanted.calls)),
    input: known === undefined ? one(genericNames.input) : all(list(known.input)),
    cached: at(list(wanted.cached)),
    output: known === undefined ? one(genericNames.output) : all(list(known.output)),
  }
  const { day } = columns
  return day === undefined || (columns.cost === undefined && columns.output.length === 0) ? undefined : { ...columns, day }
}
