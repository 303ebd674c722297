import type { ModelRef } from '#contract/ids'
import type { ComparedPrompt } from '#contract/outcomes'

/** A pair of prompts that is looked at: where it stands in either run, and whose answers. */
export interface OpenPair {
  readonly a: number | null
  readonly b: number | null
  readonly model: { readonly a: ModelRef; readonly b: ModelRef }
}

interface KeyParts {
  readonly a: { readonly promptIndex: number } | null
  readonly b: { readonly promptIndex: number } | null
  readonly model: ComparedPrompt['model']
}

/** Its name in an address: `12.12.openai/gpt-5|openai/gpt-5`, counted from 0 as the engine does. */
export function keyOf({ a, b, model }: KeyParts): string {
  return `${a?.promptIndex ?? '-'}.${b?.promptIndex ?? '-'}.${model.a}|${model.b}`
}

/** The pair that an address names; undefined: none. */
export function readKey(key: string | undefined): OpenPair | undefined {
  const [, a, b, first, second] = /^(\d{1,9}|-)\.(\d{1,9}|-)\.([^/\s|]+\/[^\s|]+)\|([^/\s|]+\/[^\s|]+)$/.exec(key ?? '') ?? []
  if (a === undefined || b === undefined || first === undefined || second === undefined || (a === '-' && b === '-')) return undefined
  return { a: a === '-' ? null : Number(a), b: b === '-' ? null : Number(b), model: { a: first as ModelRef, b: second as ModelRef } }
}

/** The models that are held against each other, where the address names them. */
export function readModels(models: string | undefined): OpenPair['model'] | undefined {
  const [, a, b] = /^([^/\s|]+\/[^\s|]+)\|([^/\s|]+\/[^\s|]+)$/.exec(models ?? '') ?? []
  return a === undefined || b === undefined ? undefined : { a: a as ModelRef, b: b as ModelRef }
}
