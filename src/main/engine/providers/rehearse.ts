import type { CallParameters, ProviderCall } from '#engine/ports'
import type { Transport } from '#engine/providers/transport'
import { emptyAnswer } from '#engine/providers/transport'
import { at, type CheckedParameter, type LanguageModel, type ModelWarning, parseJson, type WireAdapter } from '#engine/providers/wire'
import { modelOptions } from './model-options.ts'

/**
 * What of a call this wire format cannot say, as a sentence; undefined when it says everything.
 * The SDK reports what it dropped or changed only with the answer, when it is already paid for. So the same parameters are sent once to
 * nobody: an empty stream brings the SDK's warnings, and the request's body is searched for every value that was asked for.
 */
export async function rehearse(
  model: LanguageModel,
  call: ProviderCall,
  adapter: WireAdapter,
  transport: Transport,
): Promise<string | undefined> {
  const unsaid = unsayable(call.parameters, adapter)
  if (unsaid !== undefined) return `${call.kind} has no way to say ${unsaid}.`
  const { signal } = new AbortController()
  let body: unknown
  const sender = (_url: string, _headers: Record<string, string>, text: string) => {
    body = parseJson(text)
    return Promise.resolve(emptyAnswer())
  }
  const warnings = await transport.intercept(signal, sender, () => warningsOf(model, modelOptions(call, adapter, signal)))
  if (warnings.length > 0) return `${call.kind} cannot take this as asked: ${warnings.map(sentence).join('; ')}.`
  for (const [parameter, path] of Object.entries(adapter.saidAt)) {
    const wanted = call.parameters[parameter as CheckedParameter]
    if (wanted !== undefined && JSON.stringify(at(body, path)) !== JSON.stringify(wanted))
      return `${call.kind} does not take ${parameter} ${JSON.stringify(wanted)}.`
  }
  return undefined
}

async function warningsOf(model: LanguageModel, options: Parameters<LanguageModel['doStream']>[0]): Promise<readonly ModelWarning[]> {
  const { stream } = await model.doStream(options)
  for await (const part of stream) if (part.type === 'stream-start') return part.warnings ?? []
  return []
}

function unsayable(parameters: CallParameters, adapter: WireAdapter): string | undefined {
  const { stream, reasoningEffort, ...checked } = parameters
  if (reasoningEffort !== undefined && !adapter.saysReasoningEffort) return 'reasoningEffort'
  return Object.entries(checked).find(([name, value]) => value !== undefined && adapter.saidAt[name as CheckedParameter] === undefined)?.[0]
}

function sentence({ feature, setting, details, message, type }: ModelWarning): string {
  return [feature ?? setting ?? type, details ?? message].filter((part) => part !== undefined).join(': ')
}
