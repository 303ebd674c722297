import path from 'node:path'
import { RunId } from '#contract/ids'
import { Profile } from '#contract/simulator-profile'
import type { WhatIfChange } from '#contract/what-if'
import { type CommandContext, defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import { readTextFile } from '../files.ts'
import { readCount } from '../parse/read-values.ts'
import { repeated } from '../parse/repeated.ts'
import { reply } from '../reply.ts'
import { readTypedBatch } from '../run/read-batch.ts'
import { renderWhatIf } from '../run/show-what-if.ts'
import { withSession } from '../session/with-session.ts'

export const command = defineCommand({
  args: {
    subject: { type: 'positional', required: true, description: 'A batch file, or a run as assay runs list names it.' },
    set: { type: 'string', valueHint: 'PATH=VALUE', description: 'What would be otherwise; may be given more than once.' },
    profile: {
      type: 'string',
      valueHint: 'FILE',
      description: 'How the providers behave, as the simulator’s profile has it; past attempts unless told.',
    },
    seed: { type: 'string', valueHint: 'N', description: 'Same seed, same draws; 1 unless told.' },
  },
  details: [
    'The run is imagined twice, as everything is set today and with the changes: by the scheduler itself, in virtual time, with latencies, lengths and failures drawn from past attempts of the same models. Sends nothing and writes nothing.',
    'What can be set: pool.PROVIDER[/POOL].max_parallel, .rpm, .tpm, .input_tpm, .output_tpm, .rpd, .burst ("none" for no limit), .adaptive ("on" or "off"); provider.KEY.max_parallel; setting.KEY, such as setting.maxAttempts or setting.breaker.openDurationMs; batch.samples, .maxParallel, .maxWaitMs, .allowFallback.',
    'Without --set: what it would come to today.',
  ],
  examples: [
    'whatif capitals.yaml --set pool.openai.max_parallel=4',
    'whatif 01JD3R0W8Q5TN2N4Z1V9K7XH6C --set pool.openai.rpm=500 --set batch.samples=10',
    'whatif capitals.yaml --profile slow.json --set provider.openai.max_parallel=none --json',
  ],
  run: async (context, args, rawArgs) => {
    const set = repeated(rawArgs, 'set').map(readChange)
    const seed = readCount('--seed', args.seed, { min: 0, max: 2_147_483_647 })
    const profile = args.profile === undefined ? undefined : await readProfile(context, args.profile)
    const run = RunId.safeParse(args.subject)
    const subject = run.success ? { run: run.data } : { batch: await readTypedBatch(context, { file: args.subject, budget: undefined }) }
    return await withSession(
      context,
      async ({ client }) =>
        reply(context, await client.whatIf.compare({ ...subject, set, profile, seed }), (value) => renderWhatIf(value, context.terminal)),
      { rehearses: true, repeats: true },
    )
  },
})

function readChange(text: string): WhatIfChange {
  const at = text.indexOf('=')
  if (at < 1) throw new UsageError(`--set: expected PATH=VALUE, such as pool.openai.max_parallel=4; got "${text}".`, 'assay whatif')
  return { path: text.slice(0, at).trim(), value: readValue(text.slice(at + 1).trim()) }
}

/** A value as JSON has it; `none` is no limit; anything else is text. */
function readValue(text: string): WhatIfChange['value'] {
  if (text === 'none') return null
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

async function readProfile({ workingFolder }: CommandContext, file: string): Promise<Profile> {
  const text = await readTextFile(path.resolve(workingFolder, file))
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new UsageError(`--profile: ${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`, 'assay whatif')
  }
  const parsed = Profile.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new UsageError(`--profile: ${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is no profile'}`, 'assay whatif')
}
