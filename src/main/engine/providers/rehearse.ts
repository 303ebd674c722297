import type { CallParameters, Rehearsal } from '#engine/ports'
import { emptyAnswer, type Transport } from '#engine/providers/transport'
import {
  at,
  type CheckedParameter,
  type LanguageModel,
  type ModelOptions,
  type ModelWarning,
  parseJson,
  recordsOf,
  type WireAdapter,
} from '#engine/providers/wire'
import { modelOptions } from './model-options.ts'

/**
 * What of a call this wire format cannot say, as a sentence; undefined when it says everything.
 * The SDK reports what it dropped or changed only with the answer, when it is already paid for. So the same parameters are sent once to
 * nobody: an empty stream brings the SDK's warnings, and the request's body is searched for every value that was asked for.
 */
export async function rehearse(
  model: LanguageModel,
  call: Rehearsal,
  adapter: WireAdapter,
  transport: Transport,
): Promise<string | undefined> {
  const unsaid = unsayable(call.parameters, adapter)
  if (unsaid !== undefined) return `The wire format ${call.kind} has no way to say ${unsaid}.`
  const { signal } = new AbortController()
  let body: unknown
  const sender = (_url: string, _headers: Record<string, string>, text: string) => {
    body = parseJson(text)
    return Promise.resolve(emptyAnswer())
  }
  try {
    const warnings = await transport.intercept(signal, sender, () => warningsOf(model, modelOptions(call, adapter, signal)))
    const relevant = warnings.filter((warning) => concerns(warning, call.parameters))
    if (relevant.length > 0) return `${call.wireId} cannot be asked like this: ${relevant.map(sentence).join('; ')}.`
  } catch (error) {
    if (body === undefined) return `${call.wireId} cannot be asked like this: ${reason(error)}`
  }
  return changed(call, body, adapter)
}

async function warningsOf(model: LanguageModel, options: ModelOptions): Promise<readonly ModelWarning[]> {
  const { stream } = await model.doStream(options)
  for await (const part of stream) if (part.type === 'stream-start') return part.warnings ?? []
  return []
}

function unsayable(parameters: CallParameters, adapter: WireAdapter): string | undefined {
  const { stream, reasoningEffort, output, ...checked } = parameters
  return Object.entries(checked).find(([name, value]) => value !== undefined && adapter.saidAt[name as CheckedParameter] === undefined)?.[0]
}

/** A default that the SDK chose for what nobody asked for is no loss. */
function concerns({ type, feature }: ModelWarning, parameters: CallParameters): boolean {
  return !(type === 'compatibility' && feature === 'maxOutputTokens' && parameters.maxOutputTokens === undefined)
}

function sentence({ feature, setting, details, message, type }: ModelWarning): string {
  return [feature ?? setting ?? type, details ?? message].filter((part) => part !== undefined).join(': ')
}

/** The SDK's checks of an option say what was wrong in the issues of their cause. */
function reason(error: unknown): string {
  let cause = error
  while (cause instanceof Error) {
    const issues = 'issues' in cause ? recordsOf(cause.issues) : []
    if (issues.length > 0) return issues.map((issue) => `${String(issue['path'])}: ${String(issue['message'])}`).join('; ')
    cause = cause.cause
  }
  return error instanceof Error ? error.message : String(error)
}

/** A value that would be sent otherwise than it was asked for. */
function changed({ parameters, wireId }: Rehearsal, body: unknown, adapter: WireAdapter): string | undefined {
  for (const [parameter, paths] of Object.entries(adapter.saidAt)) {
    const wanted = JSON.stringify(parameters[parameter as CheckedParameter])
    const sent = JSON.stringify(paths.map((path) => at(body, path)).find((value) => value !== undefined))
    if (wanted !== undefined && sent !== wanted)
      return `${wireId} would be asked for ${parameter} ${sent ?? 'by default'} instead of ${wanted}.`
  }
  const { schemaAt } = adapter
  if (parameters.output !== undefined && schemaAt?.every((path) => at(body, path) === undefined))
    return `${wireId} would be asked for text instead of an object of the schema ${parameters.output.name}.`
  return undefined
}
