import { z } from 'zod'
import { type SettingKey, SettingValues } from '#contract/settings'

/** What a JSON Schema says of numbers and lists; the rest of it is told in words. */
interface Allowed {
  readonly type?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly items?: Allowed
  readonly properties?: Readonly<Record<string, Allowed>>
}

const money = 'US dollars, such as 0.50'
const model = 'a model, or null: the default of a provider'

/** What no bound of a number says. */
const words: { readonly [Key in SettingKey]?: string } = {
  maxCostPerCallUsd: `${money}, or null: no bound`,
  monthBudgetUsd: `${money}, or null: no bound`,
  providerDayBudgetsUsd: `${money}, by provider`,
  timeZone: 'an IANA zone, such as Europe/Berlin',
  scenarioExpansionModel: model,
  judgeModel: model,
  alertRules: 'rules of alerts: assay alerts rule add',
  alertChannels: 'webhooks of alerts: assay alerts channel add',
}

/** What a setting may be, a line each for its fields: `whole number, 1 to 20`. A setting without fields has one line, of no name. */
export function allowedOf(key: SettingKey): readonly (readonly [field: string, allowed: string])[] {
  const said = words[key]
  if (said !== undefined) return [['', said]]
  const schema: Allowed = Object(z.toJSONSchema(SettingValues.shape[key]))
  if (schema.properties === undefined) return [['', sayAllowed(schema)]]
  return Object.entries(schema.properties).map(([field, allowed]) => [field, sayAllowed(allowed)])
}

function sayAllowed({ type, minimum, maximum, minItems, maxItems, items }: Allowed): string {
  if (type === 'array' && items !== undefined) return `list of ${minItems} to ${maxItems}, each a ${sayAllowed(items)}`
  return `${type === 'number' ? 'number' : 'whole number'}, ${minimum} to ${maximum}`
}
