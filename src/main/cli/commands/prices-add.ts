import path from 'node:path'
import { z } from 'zod'
import { ModelRef } from '#contract/ids'
import { type PriceTier, PriceTiers } from '#contract/prices'
import { defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import { readTextFile } from '../files.ts'
import { instant } from '../format/quantities.ts'
import { readReason, reasonArg } from '../parse/edit-args.ts'
import { readEach, readRate } from '../parse/read-rate.ts'
import { readAs, readInstant, readOptional } from '../parse/read-values.ts'
import { replyEdit } from '../reply.ts'
import { withSession } from '../session/with-session.ts'

export const command = defineCommand({
  args: {
    ref: { type: 'positional', required: true, description: 'provider/model.' },
    input: {
      type: 'string',
      valueHint: 'USD',
      description: 'A million input tokens, such as 0.25; 0 is free. "unknown" where nobody knows, here and below.',
    },
    output: { type: 'string', valueHint: 'USD', description: 'A million output tokens.' },
    'cache-read': { type: 'string', valueHint: 'USD', description: 'A million input tokens read from the cache.' },
    'cache-write-5m': { type: 'string', valueHint: 'USD', description: 'A million input tokens written to the cache for five minutes.' },
    'cache-write-1h': { type: 'string', valueHint: 'USD', description: 'A million input tokens written to the cache for an hour.' },
    reasoning: { type: 'string', valueHint: 'USD', description: 'A million reasoning tokens; as output unless told.' },
    audio: { type: 'string', valueHint: 'USD', description: 'A million audio tokens.' },
    image: { type: 'string', valueHint: 'USD', description: 'One image, such as 0.04.' },
    request: { type: 'string', valueHint: 'USD', description: 'One request, whatever is in it.' },
    tiers: {
      type: 'string',
      valueHint: 'FILE',
      description: 'Instead of the prices above: tiers as YAML or JSON, as prices list --json shows them.',
    },
    from: { type: 'string', valueHint: 'INSTANT', description: 'In force from then on (UTC); now unless told.' },
    source: { type: 'string', valueHint: 'TEXT', description: 'Where the figures are from.' },
    'source-url': { type: 'string', valueHint: 'URL', description: 'Where they can be read.' },
    note: { type: 'string', valueHint: 'TEXT', description: 'What else should be known.' },
    ...reasonArg,
  },
  details: [
    'Adds a price version; none is ever changed. A mistake is mended by a later version with the same --from.',
    'A price of which a class is left out is unknown for that class, which is not free; reasoning costs what output does unless told.',
    'With a --from in the future it waits until then: assay prices list --upcoming. The inbox tells when it begins.',
  ],
  examples: [
    'prices add openai/gpt-5-mini --input 0.25 --output 2 --cache-read 0.025 --from 2026-12-01',
    'prices add my/model --tiers tiers.yaml --source "price list of November"',
  ],
  run: async (context, args) => {
    const rates = rateFlags.filter((name) => args[name] !== undefined)
    if (args.tiers !== undefined && rates.length > 0) {
      const typed = rates.map((name) => `--${name}`).join(', ')
      throw new UsageError(`--tiers holds every price: leave out ${typed}, or --tiers.`, 'assay prices add')
    }
    const input = {
      model: readAs(ModelRef, 'REF', args.ref),
      effectiveFromMs: readInstant('--from', args.from),
      tiers: args.tiers === undefined ? flatTiers(args) : await readTiers(path.resolve(context.workingFolder, args.tiers)),
      source: args.source ?? 'entered on the command line',
      sourceUrl: readOptional(z.url(), '--source-url', args['source-url']),
      note: args.note,
      ...readReason(args),
    }
    return await withSession(context, async ({ client }) =>
      replyEdit(
        context,
        await client.prices.add(input),
        ({ model, effectiveFromMs }) => `${model} costs that from ${instant(effectiveFromMs)} on.`,
      ),
    )
  },
})

const rateFlags = ['input', 'output', 'cache-read', 'cache-write-5m', 'cache-write-1h', 'reasoning', 'audio', 'image', 'request'] as const

interface TypedRates {
  readonly input: string | undefined
  readonly output: string | undefined
  readonly 'cache-read': string | undefined
  readonly 'cache-write-5m': string | undefined
  readonly 'cache-write-1h': string | undefined
  readonly reasoning: string | undefined
  readonly audio: string | undefined
  readonly image: string | undefined
  readonly request: string | undefined
}

function flatTiers(typed: TypedRates): PriceTier[] {
  const [input, output] = [readRate('--input', typed.input), readRate('--output', typed.output)]
  if (input === undefined || output === undefined)
    throw new UsageError('A price needs --input and --output, or --tiers FILE.', 'assay prices add')
  const rates = {
    ...{ input, output },
    cacheRead: readRate('--cache-read', typed['cache-read']) ?? null,
    cacheWrite5m: readRate('--cache-write-5m', typed['cache-write-5m']) ?? null,
    cacheWrite1h: readRate('--cache-write-1h', typed['cache-write-1h']) ?? null,
    reasoning: readReasoning(typed.reasoning, output),
    audio: readRate('--audio', typed.audio) ?? null,
    image: readEach('--image', typed.image) ?? null,
    perRequest: readEach('--request', typed.request) ?? null,
  }
  return [{ rates }]
}

function readReasoning<Rate>(text: string | undefined, output: Rate) {
  const reasoning = readRate('--reasoning', text)
  return reasoning === undefined ? output : reasoning
}

async function readTiers(file: string): Promise<PriceTier[]> {
  try {
    const { parse } = await import('yaml')
    const parsed = PriceTiers.safeParse(parse(await readTextFile(file), { maxAliasCount: 0 }))
    if (parsed.success) return parsed.data
    const { path = [], message = '' } = parsed.error.issues[0] ?? {}
    throw new UsageError(`${file}: ${path.join('.')}: ${message}`)
  } catch (error) {
    if (error instanceof UsageError || !(error instanceof Error) || !/^(YAML|Reference|Syntax)/.test(error.name)) throw error
    throw new UsageError(`${file}: this is neither YAML nor JSON: ${error.message.split('\n')[0]}`)
  }
}
