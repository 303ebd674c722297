import type { ModelRef } from '#contract/ids'

/** A probe within its run. */
export interface Cell {
  readonly promptIndex: number
  readonly sample: number
  readonly model: ModelRef
}

/** A probe's name in an address: `12.0.openai/gpt-5`, counted from 0 as the engine does. */
export function keyOf({ promptIndex, sample, model }: Cell): string {
  return `${promptIndex}.${sample}.${model}`
}

/** The probe that an address names; undefined: none. The model is the engine's to check. */
export function readKey(key: string | undefined): Cell | undefined {
  const [, prompt, sample, model] = /^(\d{1,9})\.(\d{1,9})\.([^/\s]+\/\S+)$/.exec(key ?? '') ?? []
  return model === undefined ? undefined : { promptIndex: Number(prompt), sample: Number(sample), model: model as ModelRef }
}
