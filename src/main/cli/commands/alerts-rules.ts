import type { ArgsDef } from 'citty'
import { AlertCondition, AlertRule } from '#contract/alerts'
import { type CommandContext, defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import type { ExitCode } from '../exit-code.ts'
import { didYouMean } from '../parse/did-you-mean.ts'
import { readReason, reasonArg } from '../parse/edit-args.ts'
import { readCount, readOnOff } from '../parse/read-values.ts'
import { replyEdit } from '../reply.ts'
import { withSession } from '../session/with-session.ts'
import { sayCondition } from './alerts-list.ts'

const name = { type: 'positional', required: true, description: 'The rule, as assay alerts list names it.' } as const
const conditions = AlertCondition.options.map((option) => option.shape.on.value)

const ruleArgs = {
  above: {
    type: 'string',
    valueHint: 'N',
    description:
      'US dollars of a spend, US dollars an hour of a pace, a share from 0 to 1 of failures, or milliseconds of a latency (p95).',
  },
  window: { type: 'string', valueHint: 'MINUTES', description: 'How far back calls are looked at: 1 to 1440, default 15.' },
  'min-calls': { type: 'string', valueHint: 'N', description: 'Of fewer calls nothing is said; default 20.' },
  provider: { type: 'string', valueHint: 'KEY', description: 'Only of this provider.' },
  model: { type: 'string', valueHint: 'REF', description: 'Only of this model.' },
  for: { type: 'string', valueHint: 'MINUTES', description: 'Of a breaker or a pause: once it has lasted so long.' },
  days: { type: 'string', valueHint: 'N', description: 'Of a price: so long before it begins.' },
  of: { type: 'string', valueHint: 'LIST', description: 'Of a departure: cost, latency, failures, or several with commas.' },
  channels: { type: 'string', valueHint: 'LIST', description: 'Webhooks that are told, with commas; none: only the app and the system.' },
  quiet: { type: 'string', valueHint: 'MINUTES', description: 'The same thing is not told again for so long; default 60.' },
  enabled: { type: 'string', valueHint: 'on|off', description: 'Whether it is looked at.' },
  ...reasonArg,
} as const satisfies ArgsDef

type RuleArgs = { readonly [Name in keyof typeof ruleArgs]: string | undefined }

export const add = defineCommand({
  args: {
    name: { type: 'positional', required: true, description: 'A name of your choice, such as month-spend.' },
    on: { type: 'enum', options: [...conditions], required: true, description: 'What it looks at.' },
    ...ruleArgs,
  },
  details: [
    'Spend counts as budgets count it: what may have been billed counts with the most it can come to. What each condition takes: docs/alerts.md.',
  ],
  examples: [
    'alerts rule add month-spend --on month_spend --above 100 --channels ops',
    'alerts rule add errors --on error_rate --above 0.2 --window 15 --min-calls 20 --provider openai',
    'alerts rule add odd --on departure --of cost,latency',
  ],
  run: async (context, args) =>
    await edit(context, args.reason, (rules) => {
      if (rules.some((rule) => rule.name === args.name))
        throw new UsageError(`There is a rule "${args.name}" already: assay alerts rule set ${args.name}.`)
      const rule = readRule({ name: args.name, ...restOf(args), when: { on: args.on, ...conditionOf(args, args.on) } })
      return { rules: [...rules, rule], say: `The rule ${rule.name} looks at ${sayCondition(rule.when)}.` }
    }),
})

export const set = defineCommand({
  args: { name, ...ruleArgs },
  examples: ['alerts rule set departure --enabled off', 'alerts rule set month-spend --above 200 --reason "a larger study"'],
  run: async (context, args) =>
    await edit(context, args.reason, (rules) => {
      const before = findRule(rules, args.name)
      const when = { ...before.when, ...conditionOf(args, before.when.on) }
      const rule = readRule({ ...before, ...restOf(args), when })
      return {
        rules: rules.map((each) => (each === before ? rule : each)),
        say: `The rule ${rule.name} looks at ${sayCondition(rule.when)}.`,
      }
    }),
})

export const remove = defineCommand({
  args: { name, ...reasonArg },
  examples: ['alerts rule remove month-spend'],
  run: async (context, args) =>
    await edit(context, args.reason, (rules) => {
      const before = findRule(rules, args.name)
      return { rules: rules.filter((each) => each !== before), say: `The rule ${before.name} is gone.` }
    }),
})

/** Edits the setting that holds all rules, from what it is now. */
async function edit(
  context: CommandContext,
  reason: string | undefined,
  change: (rules: readonly AlertRule[]) => { readonly rules: readonly AlertRule[]; readonly say: string },
): Promise<ExitCode> {
  return await withSession(context, async ({ client }) => {
    const setting = (await client.settings.list()).items.find(({ key }) => key === 'alertRules')
    const { rules, say } = change(AlertRule.array().parse(setting?.value ?? []))
    const value = JSON.parse(JSON.stringify(rules))
    const input = { key: 'alertRules', value, revision: setting?.revision, ...readReason({ reason }) } as const
    return replyEdit(context, await client.settings.set(input), () => say)
  })
}

function findRule(rules: readonly AlertRule[], wanted: string): AlertRule {
  const found = rules.find((rule) => rule.name === wanted)
  if (found !== undefined) return found
  throw new UsageError(
    `There is no rule "${wanted}".${didYouMean(
      wanted,
      rules.map((rule) => rule.name),
    )}`,
  )
}

/** What of a condition was typed, under the names that it has there. */
function conditionOf(args: RuleArgs, on: AlertCondition['on']): object {
  const minutes = (flag: string, text: string | undefined) => readCount(flag, text, { min: 0, max: 1440 })
  const given = {
    ...aboveOf(args.above, on),
    windowMinutes: minutes('--window', args.window),
    minCalls: readCount('--min-calls', args['min-calls'], { min: 1, max: 1_000_000 }),
    provider: args.provider,
    model: args.model,
    forMinutes: minutes('--for', args.for),
    days: readCount('--days', args.days, { min: 1, max: 365 }),
    of: listOf(args.of),
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

function aboveOf(above: string | undefined, on: AlertCondition['on']): object {
  if (above === undefined) return {}
  if (on === 'burn_rate') return { aboveUsdPerHour: above }
  if (on === 'error_rate') return { above: Number(above) }
  return on === 'latency' ? { p95AboveMs: Number(above) } : { aboveUsd: above }
}

function restOf(args: RuleArgs): object {
  const given = {
    channels: listOf(args.channels),
    quietMinutes: readCount('--quiet', args.quiet, { min: 1, max: 10_080 }),
    isEnabled: readOnOff('--enabled', args.enabled),
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

function listOf(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined
  return text === '' || text === 'none' ? [] : text.split(',').map((each) => each.trim())
}

function readRule(rule: object): AlertRule {
  const parsed = AlertRule.safeParse(rule)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new UsageError(`The rule: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}.`)
}
