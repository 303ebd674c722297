import type { CostArithmetic, CostClass, CostSnapshot } from '#contract/costs'
import { ModelRef, RunId } from '#contract/ids'
import type { Transcript, WholeCall } from '#contract/runs'
import { defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import { usd } from '../format/money.ts'
import { instant, latency } from '../format/quantities.ts'
import { plain } from '../format/text.ts'
import { readAs, readCount } from '../parse/read-values.ts'
import { reply } from '../reply.ts'
import { readInSession } from '../session/with-session.ts'

const counted = { min: 0, max: 1_000_000_000 }

export const command = defineCommand({
  args: {
    run: { type: 'positional', required: true, description: 'The run, as assay runs list names it.' },
    model: { type: 'string', valueHint: 'REF', description: 'The model that was asked. Required.' },
    prompt: { type: 'string', valueHint: 'N', description: 'Which prompt, counted from 0; 0 unless told.' },
    sample: { type: 'string', valueHint: 'N', description: 'Which sample, counted from 0; 0 unless told.' },
  },
  details: [
    'Everything about one probe: what was asked, what came back, what it used and cost, at which prices, and every call it took. Assay runs probes lists them.',
  ],
  examples: ['runs transcript 01JD3R0W8Q5TN2N4Z1V9K7XH6C --model openai/gpt-5-mini --prompt 3 --sample 1'],
  run: async (context, args) => {
    if (args.model === undefined) throw new UsageError('A transcript needs --model REF.', 'assay runs transcript')
    const input = {
      run: readAs(RunId, 'RUN', args.run),
      model: readAs(ModelRef, '--model', args.model),
      promptIndex: readCount('--prompt', args.prompt, counted) ?? 0,
      sample: readCount('--sample', args.sample, counted) ?? 0,
    }
    return await readInSession(context, async ({ client }) => reply(context, await client.runs.transcript(input), transcriptText))
  },
})

function transcriptText(transcript: Transcript): string {
  const { model, promptIndex, sample, status, code, messages, answer, estimatedCost, costSnapshot, calls } = transcript
  return [
    `${plain(model)}, prompt ${promptIndex}, sample ${sample}: ${status}${code === null ? '' : ` (${code})`}`,
    ...messages.flatMap(({ role, content }) => [`\n${role}:`, linesOf(content)]),
    `\nanswer:`,
    answer === null ? '–' : linesOf(answer),
    '',
    ...(estimatedCost === null
      ? []
      : [`cost ${estimatedCost.nanoUsd === null ? 'unknown' : usd(estimatedCost.nanoUsd)} (${estimatedCost.state})`]),
    ...(costSnapshot === null ? [] : [pricesText(costSnapshot)]),
    ...calls.flatMap(callLines),
  ].join('\n')
}

function pricesText({ costInputPerMillion, costOutputPerMillion, source }: CostSnapshot): string {
  const price = (text: string | null) => (text === null ? 'unknown' : `$${text}`)
  return `at ${price(costInputPerMillion)} in and ${price(costOutputPerMillion)} out per million tokens: ${plain(source)}`
}

function callLines({ id, number, startedAtMs, durationMs, state, code, costArithmetic }: WholeCall): string[] {
  const head = `call ${number}, ${instant(startedAtMs)}, ${latency(durationMs)}: ${code ?? state} (${id})`
  return costArithmetic === null ? [head] : [head, ...arithmeticLines(costArithmetic)]
}

const classNames: Readonly<Record<CostClass, string>> = {
  input: 'tokens in',
  cacheRead: 'tokens read from a cache',
  cacheWrite5m: 'tokens written to a cache for 5 min',
  cacheWrite1h: 'tokens written to a cache for 1 h',
  output: 'tokens out',
  reasoning: 'tokens of reasoning',
  perRequest: 'request',
}

function arithmeticLines({ lines, knownUsd, isEstimated }: CostArithmetic): string[] {
  const isUnknown = lines.some(({ usd: amount }) => amount === null)
  const total = isUnknown ? `known of it: $${knownUsd}` : `together $${knownUsd}`
  return [...lines.map(lineText), `  ${total}${isEstimated ? ', by tokens that were estimated' : ''}`]
}

function lineText({ usageClass, quantity, rateUsd, usd: amount }: CostArithmetic['lines'][number]): string {
  const per = usageClass === 'perRequest' ? 'each' : 'per million'
  const product = rateUsd === null || amount === null ? 'at an unknown rate' : `at $${rateUsd} ${per} = $${amount}`
  return `  ${quantity} ${classNames[usageClass]} ${product}`
}

/** What came from outside, with its lines, fit for a terminal. */
function linesOf(text: string): string {
  return text.split('\n').map(plain).join('\n')
}
