import { z } from 'zod'
import { Batch } from '#contract/batch'
import { PoolLimits } from '#contract/pools'
import { SettingValues } from '#contract/settings'
import type { WhatIf, WhatIfChange } from '#contract/what-if'
import { nearest } from '#engine/batches'
import { adaptiveProblem } from '#engine/catalog'
import { AppError } from '#engine/failure'
import type { CatalogSnapshot } from '#engine/storage'

/** Everything that may be changed, as it is today or as it would be. */
export interface Setup {
  readonly snapshot: CatalogSnapshot
  readonly settings: SettingValues
  readonly batch: ImaginedBatch
  /** Those that its calls go through: of a provider's several pools the one that is meant where none is named. */
  readonly poolIds: ReadonlySet<number>
}

export type ImaginedBatch = Pick<Batch, 'samples' | 'allowFallback' | 'maxWaitMs'> & { readonly maxParallel: number | null }

export interface Applied {
  readonly setup: Setup
  readonly set: WhatIf['set']
}

type PoolRow = CatalogSnapshot['pools'][number]

/** A limit by the names it may be called, and its column. */
const limits = {
  max_parallel: 'maxParallel',
  rpm: 'requestsPerMinute',
  tpm: 'tokensPerMinute',
  input_tpm: 'inputTokensPerMinute',
  output_tpm: 'outputTokensPerMinute',
  rpd: 'requestsPerDay',
  burst: 'burst',
  adaptive: 'adaptive',
  adaptive_min: 'adaptiveMin',
  adaptive_max: 'adaptiveMax',
} as const satisfies Record<string, keyof PoolLimits>

const columns = {
  maxParallel: 'max_parallel',
  requestsPerMinute: 'requests_per_minute',
  tokensPerMinute: 'tokens_per_minute',
  inputTokensPerMinute: 'input_tokens_per_minute',
  outputTokensPerMinute: 'output_tokens_per_minute',
  requestsPerDay: 'requests_per_day',
  burst: 'burst',
  adaptive: 'adaptive',
  adaptiveMin: 'adaptive_min',
  adaptiveMax: 'adaptive_max',
} as const satisfies Partial<Record<keyof PoolLimits, keyof PoolRow>>

/** As the command line says it, or as the contract does. */
const Switch = z.union([z.boolean(), z.enum(['on', 'off']).transform((word) => word === 'on')], 'expected on or off')

const batchFields = {
  samples: Batch.shape.samples.unwrap(),
  maxParallel: Batch.shape.maxParallel.unwrap().nullable(),
  maxWaitMs: Batch.shape.maxWaitMs.unwrap(),
  allowFallback: Batch.shape.allowFallback.unwrap(),
} as const

const providerMaxParallel = PoolLimits.shape.maxParallel.nullable()

/** One that can be made: where from, where to, and the whole with it. */
interface Change {
  readonly from: WhatIf['set'][number]['from']
  readonly to: WhatIf['set'][number]['to']
  readonly setup: Setup
}

interface Check {
  safeParse(
    value: unknown,
  ): { success: true; data: number | boolean | null } | { success: false; error: { issues: readonly { message: string }[] } }
}

/** Makes the changes one after the other. INVALID_INPUT names every one that cannot be made, and the path that may have been meant. */
export function applyChanges(today: Setup, changes: readonly WhatIfChange[]): Applied {
  let setup = today
  const set: WhatIf['set'] = []
  const issues: { path: string; message: string; suggestion?: string }[] = []
  for (const { path, value } of changes) {
    const change = changeOf(setup, path, value)
    if ('problem' in change) {
      issues.push({ path, message: change.problem, ...(change.near === undefined ? {} : { suggestion: change.near }) })
      continue
    }
    setup = change.setup
    set.push({ path, from: change.from, to: change.to })
  }
  issues.push(...crossedBounds(today, setup))
  if (issues.length > 0) throw new AppError({ code: 'INVALID_INPUT', source: 'set', issues })
  return { setup, set }
}

/** Seen when all changes are made: each of two bounds may be fine by itself. */
function crossedBounds(today: Setup, { snapshot }: Setup): { path: string; message: string }[] {
  return snapshot.pools.flatMap((pool) => {
    const message = adaptiveProblem({ adaptiveMin: pool.adaptive_min ?? 1, adaptiveMax: pool.adaptive_max })
    if (message === undefined || today.snapshot.pools.includes(pool)) return []
    const provider = snapshot.providers.find(({ id }) => id === pool.provider_id)
    return [{ path: `pool.${provider?.key}/${pool.name}.adaptive_min`, message }]
  })
}

type Refusal = { readonly problem: string; readonly near?: string | undefined }

function changeOf(setup: Setup, path: string, value: unknown): Change | Refusal {
  const [area = '', ...rest] = path.split('.')
  const field = rest.pop() ?? ''
  const subject = rest.join('.')
  if (area === 'pool' && subject !== '') return poolChange(setup, path, subject, field, value)
  if (area === 'provider' && field === 'max_parallel') return providerChange(setup, path, subject, value)
  if (area === 'setting') return settingChange(setup, path, [subject, field].filter((part) => part !== '').join('.'), value)
  if (area === 'batch' && subject === '' && isFieldOf(batchFields, field)) {
    const check = batchFields[field]
    return checked(check, value, (to) => ({ from: setup.batch[field], to, setup: { ...setup, batch: { ...setup.batch, [field]: to } } }))
  }
  return unknown(setup, path)
}

function poolChange(setup: Setup, path: string, subject: string, field: string, value: unknown): Change | Refusal {
  const [providerKey = '', poolName] = splitOnce(subject)
  const provider = setup.snapshot.providers.find(({ key }) => key === providerKey)
  const limit = isFieldOf(limits, field) ? limits[field] : isFieldOf(columns, field) ? field : undefined
  if (provider === undefined || limit === undefined) return unknown(setup, path)
  const pools = setup.snapshot.pools.filter(
    (pool) => pool.provider_id === provider.id && (poolName === undefined || pool.name === poolName),
  )
  const used = pools.filter(({ id }) => setup.poolIds.has(id))
  const [pool, ...more] = used.length === 1 ? used : pools
  if (pool === undefined) return unknown(setup, path)
  if (more.length > 0)
    return { problem: `${providerKey} has ${pools.length} pools: name one, such as pool.${providerKey}/${pool.name}.${field}` }
  const column = columns[limit]
  return checked(limit === 'adaptive' ? Switch : PoolLimits.shape[limit], value, (to) => ({
    from: limit === 'adaptive' ? pool.adaptive === 1 : pool[column],
    to,
    setup: withRow(setup, 'pools', pool, { [column]: typeof to === 'boolean' ? Number(to) : to }),
  }))
}

function providerChange(setup: Setup, path: string, subject: string, value: unknown): Change | Refusal {
  const provider = setup.snapshot.providers.find(({ key }) => key === subject)
  if (provider === undefined) return unknown(setup, path)
  return checked(providerMaxParallel, value, (to) => ({
    from: provider.max_parallel,
    to,
    setup: withRow(setup, 'providers', provider, { max_parallel: to }),
  }))
}

/** A setting, or with `breaker.…` one value of it. */
function settingChange(setup: Setup, path: string, name: string, value: unknown): Change | Refusal {
  const [key = '', part] = name.split('.')
  if (!isFieldOf(SettingValues.shape, key)) return unknown(setup, path)
  const before = setup.settings[key]
  const whole = part === undefined ? value : typeof before === 'object' ? { ...before, [part]: value } : undefined
  const parsed = SettingValues.safeParse({ ...setup.settings, [key]: whole })
  if (!parsed.success) return { problem: parsed.error.issues.map(({ message }) => message).join('; ') }
  return { from: plain(before), to: plain(parsed.data[key]), setup: { ...setup, settings: parsed.data } }
}

function plain(value: SettingValues[keyof SettingValues]): Change['to'] {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value
}

function checked(check: Check, value: unknown, then: (value: number | boolean | null) => Change): Change | Refusal {
  const parsed = check.safeParse(value)
  return parsed.success ? then(parsed.data) : { problem: parsed.error.issues.map(({ message }) => message).join('; ') }
}

function withRow<Table extends 'pools' | 'providers'>(
  setup: Setup,
  table: Table,
  row: CatalogSnapshot[Table][number],
  change: Readonly<Record<string, unknown>>,
): Setup {
  const rows = setup.snapshot[table].map((each) => (each === row ? { ...each, ...change } : each))
  return { ...setup, snapshot: { ...setup.snapshot, [table]: rows } }
}

function unknown(setup: Setup, path: string): Refusal {
  const near = nearest(path, pathsOf(setup))
  return { problem: 'there is nothing of that name to set', near }
}

/** Every path that can be set. One that names no pool is for providers that have one. */
export function pathsOf({ snapshot }: Setup): string[] {
  const keyOf = new Map(snapshot.providers.map(({ id, key }) => [id, key]))
  const pools = snapshot.pools.flatMap(({ provider_id, name }) => {
    const key = keyOf.get(provider_id) ?? ''
    const subjects = [key, `${key}/${name}`]
    return subjects.flatMap((subject) => Object.keys(limits).map((limit) => `pool.${subject}.${limit}`))
  })
  return [
    ...new Set(pools),
    ...snapshot.providers.map(({ key }) => `provider.${key}.max_parallel`),
    ...Object.keys(SettingValues.shape).map((key) => `setting.${key}`),
    ...Object.keys(batchFields).map((field) => `batch.${field}`),
  ]
}

function isFieldOf<Fields extends object>(fields: Fields, name: string): name is keyof Fields & string {
  return Object.hasOwn(fields, name)
}

function splitOnce(text: string): readonly [string, string | undefined] {
  const at = text.indexOf('/')
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}
