import type { Parameters } from '#contract/batch'
import { type DraftParameters, noParameters } from './draft.ts'
import { numberOr } from './number-text.ts'

/** Parameters as the texts of their fields. */
export function draftParameters(parameters: Parameters): DraftParameters {
  const { stopSequences, ...rest } = parameters
  const texts = Object.entries(rest).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)] as const]))
  return { ...noParameters, ...Object.fromEntries(texts), stopSequences: (stopSequences ?? []).map(escaped).join('\n') }
}

/** What the fields say, as a batch file would: fields left empty are left out, what is no number stays text. */
export function plainParameters(draft: DraftParameters): Readonly<Record<string, unknown>> {
  const { stopSequences, stream, reasoningEffort, serviceTier, ...numbers } = draft
  const plain: Record<string, unknown> = {}
  for (const [key, text] of Object.entries(numbers)) if (text.trim() !== '') plain[key] = numberOr(text)
  const stops = stopSequences.split('\n').filter((line) => line !== '')
  if (stops.length > 0) plain['stopSequences'] = stops.map(unescaped)
  if (reasoningEffort !== '') plain['reasoningEffort'] = reasoningEffort
  if (serviceTier.trim() !== '') plain['serviceTier'] = serviceTier.trim()
  if (stream !== '') plain['stream'] = stream === 'true'
  return plain
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(\\|n)/g, (_all, letter) => (letter === 'n' ? '\n' : '\\'))
}
