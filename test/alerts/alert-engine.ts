import type { AlertEventData, AlertRule } from '#contract/alerts'
import type { SecretLookup, SecretStore } from '#engine/ports'
import { type EngineFacts, type EngineUnderTest, openEngine } from '../builders/engine.ts'

export const startAtMs = Date.UTC(2026, 10, 21, 10, 0)

/** Secrets in memory, for several engines one after the other. */
export function memorySecrets(): SecretStore & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>()
  const keyOf = (ref: string, origin: string | null) => `${ref} at ${origin ?? ''}`
  return {
    kept,
    has: (ref, origin) => kept.has(keyOf(ref, origin)),
    read: async (ref, origin): Promise<SecretLookup> => {
      const value = kept.get(keyOf(ref, origin))
      return value === undefined ? { kind: 'missing' } : { kind: 'found', value }
    },
    keeping: {
      places: async () => [],
      keep: async ({ place, name, origin, value }) => {
        kept.set(keyOf(`${place}:${name}`, origin), value)
        return { kind: 'done' }
      },
      rebind: async () => ({ kind: 'missing' }),
      forget: async (ref, origin) => {
        kept.delete(keyOf(ref, origin))
        return { kind: 'done' }
      },
    },
  }
}

/** An engine with these rules alone. */
export async function openWithRules(rules: readonly RuleFacts[], facts: EngineFacts = {}): Promise<EngineUnderTest> {
  const under = await openEngine({ startAtMs, ...facts })
  await setRules(under, rules)
  return under
}

export type RuleFacts = Pick<AlertRule, 'name' | 'when'> & Partial<AlertRule>

export async function setRules(under: EngineUnderTest, rules: readonly RuleFacts[]): Promise<void> {
  await under.client.settings.set({ key: 'alertRules', value: JSON.parse(JSON.stringify(rules)) })
  await under.settled()
}

export interface ToldEvent extends AlertEventData {
  readonly subject: string
}

/** Alerts of rules that were told, oldest first. */
export function toldBy(under: EngineUnderTest): ToldEvent[] {
  return under
    .rows<{ subject: string; data: string }>(`select subject, data from event where kind = 'alert' order by id`)
    .map(({ subject, data }) => ({ subject, ...(JSON.parse(data) as AlertEventData) }))
    .filter(({ rule }) => rule !== undefined)
}

/** `change subject`, a line for each. */
export function linesOf(under: EngineUnderTest): string[] {
  return toldBy(under).map(({ change, subject }) => `${change} ${subject}`)
}
