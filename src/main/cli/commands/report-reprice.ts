import path from 'node:path'
import { TimeZone } from '#contract/call-scope'
import { ModelRef, ProviderKey } from '#contract/ids'
import type { ReconcileRow, RepriceAt, RepriceRow } from '#contract/reports'
import { defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import { readTextFile } from '../files.ts'
import { usd } from '../format/money.ts'
import { type Column, renderTable } from '../format/table.ts'
import { plain } from '../format/text.ts'
import { moreThanOnce } from '../ledger/filter-args.ts'
import { readAs, readInstant, readOptional } from '../parse/read-values.ts'
import { repeated } from '../parse/repeated.ts'
import { reply } from '../reply.ts'
import { readScope, scopeArgs } from '../report/call-scope-args.ts'
import { readInSession } from '../session/with-session.ts'

const { model: ofModel, ...otherScopeArgs } = scopeArgs

const repriceColumns: readonly Column<RepriceRow>[] = [
  { head: 'model', cell: ({ model }) => (model === null ? 'total' : plain(model)) },
  { head: 'calls', align: 'right', cell: ({ calls }) => String(calls) },
  { head: 'unpriced', align: 'right', cell: ({ unpriced }) => String(unpriced) },
  { head: 'was', align: 'right', cell: ({ wasNanoUsd }) => usd(wasNanoUsd) },
  { head: 'would be', align: 'right', cell: ({ wouldBeNanoUsd }) => usd(wouldBeNanoUsd) },
  { head: 'change', align: 'right', cell: ({ wasNanoUsd, wouldBeNanoUsd }) => changeOf(wasNanoUsd, wouldBeNanoUsd) },
]

export const reprice = defineCommand({
  args: {
    now: { type: 'boolean', description: 'At the prices in force now.' },
    at: { type: 'string', valueHint: 'INSTANT', description: 'At the prices that were in force then.' },
    model: { type: 'string', valueHint: 'REF', description: 'At what this model costs now, for the same tokens.' },
    'input-factor': { type: 'string', valueHint: 'N', description: 'At their own rates, those of input times N.' },
    'output-factor': { type: 'string', valueHint: 'N', description: 'At their own rates, those of output times N.' },
    ...otherScopeArgs,
    'of-model': ofModel,
  },
  details: [
    'Each settled call with its own tokens, context, service tier and hour, rounded call by call. Calls whose usage or rate is not known are counted as unpriced and in neither sum. Nothing is changed.',
    moreThanOnce,
  ],
  examples: [
    'report reprice --now --from 2026-11-01',
    'report reprice --model openai/gpt-5-mini --of-model openai/gpt-5',
    'report reprice --input-factor 1.2 --output-factor 1.5',
  ],
  run: async (context, args, rawArgs) => {
    const ofModels = repeated(rawArgs, 'of-model').map((text) => readAs(ModelRef, '--of-model', text))
    const scope = { ...readScope(args, rawArgs), model: ofModels.length === 0 ? undefined : ofModels }
    const input = { ...scope, prices: readPrices(args) }
    return await readInSession(context, async ({ client }) =>
      reply(context, await client.reports.reprice(input), ({ rows, total }) =>
        rows.length === 0
          ? 'No calls in that scope.'
          : renderTable({ columns: repriceColumns, rows, total, width: context.terminal.columns, paint: context.terminal.paint }),
      ),
    )
  },
})

const reconcileColumns: readonly Column<ReconcileRow>[] = [
  { head: 'day', cell: ({ day }) => day },
  { head: 'model', cell: ({ model, name }) => plain(model ?? (name === '' ? 'all' : name)) },
  { head: 'file', align: 'right', cell: ({ file }) => (file.costNanoUsd === null ? '–' : usd(file.costNanoUsd)) },
  { head: 'ledger', align: 'right', cell: ({ ours }) => usd(ours.cost.nanoUsd) },
  { head: 'gap', align: 'right', cell: ({ gapNanoUsd }) => (gapNanoUsd === null ? '–' : signed(gapNanoUsd)) },
  { head: 'likely reason', cell: ({ reason }) => reason.replaceAll('_', ' ') },
]

export const reconcile = defineCommand({
  args: {
    file: { type: 'positional', required: true, description: 'The provider’s own export of costs or usage, CSV.' },
    provider: { type: 'string', valueHint: 'KEY', required: true, description: 'Whose file it is.' },
    'time-zone': { type: 'string', valueHint: 'ZONE', description: 'Whose days the file has; UTC unless told.' },
  },
  details: [
    'Compares it with the ledger by day and model: the gap, and its likely reason. The exports of OpenAI and Anthropic are known, others by the names of their columns. Writes nothing.',
  ],
  examples: ['report reconcile costs.csv --provider openai'],
  run: async (context, args) => {
    const timeZone = readOptional(TimeZone, '--time-zone', args['time-zone'])
    const file = path.resolve(context.workingFolder, args.file)
    const text = await readTextFile(file)
    const input = {
      provider: readAs(ProviderKey, '--provider', args.provider),
      text,
      file: path.basename(file),
      ...(timeZone !== undefined && { timeZone }),
    }
    return await readInSession(context, async ({ client }) =>
      reply(context, await client.reports.reconcile(input), (found) => {
        const table = renderTable({
          columns: reconcileColumns,
          rows: found.rows,
          width: context.terminal.columns,
          paint: context.terminal.paint,
        })
        const gaps = found.rows
          .filter(({ reason }) => reason !== 'agrees')
          .map(({ day, model, name, detail }) => `${day} ${plain(model ?? name)}: ${plain(detail)}`)
        const sum = `${found.fileNanoUsd === null ? 'The file tells no cost' : `The file says ${usd(found.fileNanoUsd)}`}, the ledger ${usd(found.ours.nanoUsd)}${found.gapNanoUsd === null ? '' : `: ${signed(found.gapNanoUsd)}`}.`
        return [table, ...(gaps.length === 0 ? [] : ['', ...gaps]), '', sum].join('\n')
      }),
    )
  },
})

interface PriceArgs {
  readonly now?: boolean | undefined
  readonly at?: string | undefined
  readonly model?: string | undefined
  readonly 'input-factor'?: string | undefined
  readonly 'output-factor'?: string | undefined
}

function readPrices(args: PriceArgs): RepriceAt {
  const [input, output] = [readFactor('--input-factor', args['input-factor']), readFactor('--output-factor', args['output-factor'])]
  const instantMs = readInstant('--at', args.at)
  const model = readOptional(ModelRef, '--model', args.model)
  const said: RepriceAt[] = [
    ...(args.now === true ? [{ at: 'now' } as const] : []),
    ...(instantMs === undefined ? [] : [{ at: 'instant', instantMs } as const]),
    ...(model === undefined ? [] : [{ at: 'model', model } as const]),
    ...(input === undefined && output === undefined ? [] : [{ at: 'factor', input: input ?? 1, output: output ?? 1 } as const]),
  ]
  const [only] = said
  if (only !== undefined && said.length === 1) return only
  throw new UsageError('Say at which prices: one of --now, --at INSTANT, --model REF, or --input-factor and --output-factor.')
}

function readFactor(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const factor = /^\d{1,4}(?:\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN
  if (factor >= 0 && factor <= 1000) return factor
  throw new UsageError(`${name}: expected a number from 0 to 1000, such as 1.2; got "${text}".`)
}

function changeOf(was: number, wouldBe: number): string {
  if (was === 0) return wouldBe === 0 ? '±0 %' : '–'
  const percent = ((wouldBe - was) / was) * 100
  return `${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(1)} %`
}

function signed(nanoUsd: number): string {
  if (nanoUsd === 0) return usd(0 as Parameters<typeof usd>[0])
  return `${nanoUsd < 0 ? '−' : '+'}${usd(Math.abs(nanoUsd) as Parameters<typeof usd>[0])}`
}
