import { type Setting, SettingKey, SettingValues } from '#contract/settings'
import { defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import { allowedOf } from '../format/allowed.ts'
import { type Column, renderTable } from '../format/table.ts'
import { plain } from '../format/text.ts'
import { didYouMean } from '../parse/did-you-mean.ts'
import { editArgs, readEdit } from '../parse/edit-args.ts'
import { reply, replyEdit } from '../reply.ts'
import { readInSession, withSession } from '../session/with-session.ts'

const columns: readonly Column<Setting>[] = [
  { head: 'setting', cell: (setting) => setting.key },
  { head: 'value', cell: (setting) => plain(JSON.stringify(setting.value)) },
  { head: 'default', cell: (setting) => (setting.isDefault ? 'this' : plain(JSON.stringify(setting.default))) },
  { head: 'allowed', cell: ({ key }) => sayAllowed(key) },
]

const key = { type: 'positional', required: true, description: 'The setting, as assay settings list names it.' } as const

export const list = defineCommand({
  args: {},
  details: ['What the engine acts on, apart from the catalog, and what each setting may be.'],
  examples: ['settings list', 'settings list --json'],
  run: async (context) =>
    await readInSession(context, async ({ client }) =>
      reply(context, await client.settings.list(), ({ items }) =>
        renderTable({ columns, rows: items, width: context.terminal.columns, paint: context.terminal.paint }),
      ),
    ),
})

export const show = defineCommand({
  args: { key },
  details: ['Its value, its default, and what each of its fields may be.'],
  examples: ['settings show breaker'],
  run: async (context, args) => {
    const key = readKey(args.key)
    return await readInSession(context, async ({ client }) => {
      const setting = (await client.settings.list()).items.find((each) => each.key === key)
      if (setting === undefined) throw new UsageError(`The engine knows no setting "${key}".`)
      return reply(context, setting, renderSetting)
    })
  },
})

export const set = defineCommand({
  args: {
    key,
    value: { type: 'positional', required: true, description: 'JSON, or plain text where the setting is one; null takes it away.' },
    ...editArgs,
  },
  details: [
    'Amounts of money are US dollars as text. A change holds from the next call on, also in runs that are on their way.',
    'Budgets: maxCostPerCallUsd for each call, providerDayBudgetsUsd for all calls to a provider in a day, monthBudgetUsd for all calls in a month;',
    'days and months begin at midnight in timeZone. A used-up day is waited for, a used-up month pauses the run.',
  ],
  examples: [
    'settings set maxAttempts 3',
    'settings set rateLimitBackoffMs "[30000, 60000]"',
    'settings set maxCostPerCallUsd 0.50',
    `settings set providerDayBudgetsUsd '{"openai":"5.00"}'`,
    'settings set monthBudgetUsd 100',
    'settings set timeZone Europe/Berlin',
  ],
  run: async (context, args) => {
    const input = { key: readKey(args.key), value: readValue(args.key, args.value), ...readEdit(args) }
    // What it may be is said; the engine decides, and says what is wrong.
    if (!SettingValues.shape[input.key].safeParse(input.value).success) context.terminal.err(`${input.key}: ${sayFields(input.key)}.`)
    return await withSession(context, async ({ client }) =>
      replyEdit(context, await client.settings.set(input), (setting) => `${setting.key} is ${plain(JSON.stringify(setting.value))}.`),
    )
  },
})

export const reset = defineCommand({
  args: { key, ...editArgs },
  examples: ['settings reset maxAttempts'],
  run: async (context, args) => {
    const input = { key: readKey(args.key), ...readEdit(args) }
    return await withSession(context, async ({ client }) =>
      replyEdit(
        context,
        await client.settings.reset(input),
        (setting) => `${setting.key} is ${plain(JSON.stringify(setting.value))} again.`,
      ),
    )
  },
})

function sayFields(key: SettingKey): string {
  return allowedOf(key)
    .map(([field, allowed]) => (field === '' ? allowed : `${field} (${allowed})`))
    .join(', ')
}

function sayAllowed(key: SettingKey): string {
  const [first, ...more] = allowedOf(key)
  return first !== undefined && more.length === 0 ? first[1] : `fields: assay settings show ${key}`
}

function renderSetting({ key, value, default: usual, revision }: Setting): string {
  const text = (known: unknown) => plain(JSON.stringify(known))
  const lines = [
    ['value', text(value)],
    ['default', text(usual)],
    ['revision', String(revision)],
    ...allowedOf(key).map(([field, allowed]) => [
      field === '' ? 'allowed' : field,
      field === '' ? allowed : sayField(value, field, allowed),
    ]),
  ]
  return [key, ...lines.map(([head = '', said = '']) => `  ${head.padEnd(18)} ${said}`)].join('\n')
}

function sayField(value: unknown, field: string, allowed: string): string {
  return `${plain(JSON.stringify(Object(value)[field]))} (allowed: ${allowed})`
}

function readKey(text: string): SettingKey {
  const parsed = SettingKey.safeParse(text).data
  if (parsed !== undefined) return parsed
  throw new UsageError(
    `There is no setting "${text}".${didYouMean(text, SettingKey.options) || ` There are ${SettingKey.options.join(', ')}.`}`,
  )
}

/** Amounts of money are text, so that no digit is lost: `0.50` stays as typed. */
function readValue(setting: string, text: string) {
  if (setting.endsWith('Usd') && text !== 'null' && !text.trimStart().startsWith('{')) return text.replace(/^"(.*)"$/, '$1')
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return text
    throw error
  }
}
