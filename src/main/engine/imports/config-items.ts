import type { z } from 'zod'
import { ModelRef, PoolName, ProviderKey } from '#contract/ids'
import { SettingValues } from '#contract/settings'
import { AppError } from '#engine/failure'
import { ConfigModel, ConfigPool, ConfigProvider, configVersion } from './config-shapes.ts'
import { fieldOf, isObject, type Json, type JsonObject } from './source-catalog.ts'

/** One thing of a configuration, as it would be; `problem`: why it cannot be. */
export type ConfigItem = {
  readonly sourceKey: string
  readonly name: string
  readonly provider: string
  readonly problem: string | null
} & (
  | { readonly kind: 'provider'; readonly value: ConfigProvider | null }
  | { readonly kind: 'pool'; readonly value: ConfigPool | null }
  | { readonly kind: 'model'; readonly wireId: string; readonly value: ConfigModel | null }
  | { readonly kind: 'setting'; readonly value: Json | null }
)

/** Everything a configuration holds, providers first, each thing checked by itself. INVALID_INPUT: it is of another version, or has parts nobody knows. */
export function configItems(document: JsonObject, source: string): ConfigItem[] {
  if (fieldOf(document, 'assay') !== configVersion)
    throw refused(source, 'assay', `this app reads configurations of version ${configVersion}: it was written by a newer one`)
  const unknown = Object.keys(document).find((key) => !['assay', 'providers', 'settings'].includes(key))
  if (unknown !== undefined) throw refused(source, unknown.slice(0, 80), 'a configuration holds providers and settings, and nothing else')
  const providers = Object.entries(partOf(document, 'providers', source)).flatMap(([key, value]) => providerItems(key, value))
  const settings = Object.entries(partOf(document, 'settings', source)).map(([key, value]) => settingItem(key, value))
  return [...providers, ...settings]
}

function partOf(document: JsonObject, name: string, source: string): JsonObject {
  const part = fieldOf(document, name)
  if (part === undefined || part === null) return {}
  if (!isObject(part)) throw refused(source, name, 'expected names with what each is')
  return part
}

function providerItems(key: string, value: Json): ConfigItem[] {
  const about = { sourceKey: key, name: key, provider: key }
  if (!isObject(value)) return [{ ...about, kind: 'provider', value: null, problem: 'expected its name, kind and what else it has' }]
  const { pools, models, ...rest } = value
  const read = ProviderKey.safeParse(key).success ? checked(ConfigProvider, rest) : { value: null, problem: 'this is no key of a provider' }
  const ofPools = isObject(pools ?? null) ? Object.entries(pools as JsonObject) : [['default', {}] as const]
  const ofModels = isObject(models ?? null) ? Object.entries(models as JsonObject) : []
  return [
    { ...about, kind: 'provider', ...read },
    ...ofPools.map(([name, limits]) => poolItem(key, name, limits)),
    ...ofModels.map(([wireId, model]) => modelItem(key, wireId, model)),
  ]
}

function poolItem(provider: string, name: string, value: Json): ConfigItem {
  const full = `${provider}/${name}`
  const read = PoolName.safeParse(name).success ? checked(ConfigPool, value ?? {}) : { value: null, problem: 'this is no name of a pool' }
  return { sourceKey: full, name: full, provider, kind: 'pool', ...read }
}

function modelItem(provider: string, wireId: string, value: Json): ConfigItem {
  const ref = `${provider}/${wireId}`
  const read = ModelRef.safeParse(ref).success ? checked(ConfigModel, value ?? {}) : { value: null, problem: 'this is no name of a model' }
  return { sourceKey: ref, name: ref, provider, wireId, kind: 'model', ...read }
}

function settingItem(key: string, value: Json): ConfigItem {
  const about = { sourceKey: key, name: key, provider: '', kind: 'setting' } as const
  const shape = Object.hasOwn(SettingValues.shape, key) ? SettingValues.shape[key as keyof typeof SettingValues.shape] : undefined
  if (shape === undefined) return { ...about, value: null, problem: 'there is no such setting' }
  const { value: read, problem } = checked<unknown>(shape, value)
  return { ...about, value: read as Json | null, problem }
}

function checked<Value>(shape: z.ZodType<Value>, value: unknown): { value: Value | null; problem: string | null } {
  const parsed = shape.safeParse(value)
  if (parsed.success) return { value: parsed.data, problem: null }
  const { path = [], message = 'it is not as expected' } = parsed.error.issues[0] ?? {}
  return { value: null, problem: path.length === 0 ? message : `${path.map(String).join('.')}: ${message}` }
}

function refused(source: string, path: string, message: string): AppError {
  return new AppError({ code: 'INVALID_INPUT', source, issues: [{ path, message }] })
}
