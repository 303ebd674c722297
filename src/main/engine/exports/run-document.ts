import type { ModelOutcome } from '#contract/outcomes'
import type { EpochMs, NanoUsd } from '#contract/units'

/** What is said of a run as a whole, where its probes are written in a document that another tool, or a person, reads. */
export interface RunFacts {
  readonly id: string
  readonly name: string
  readonly user: string
  readonly status: string
  readonly createdAtMs: EpochMs
  readonly finishedAtMs: EpochMs | null
  readonly models: readonly ModelOutcome[]
  readonly failures: readonly { readonly label: string; readonly probes: number }[]
  readonly warnings: readonly { readonly code: string; readonly model: string; readonly probes: number; readonly of: number }[]
  readonly judge: { readonly calls: number; readonly nanoUsd: NanoUsd }
  /** Of the frozen batch: what models were sent along, by ref, and the prompt as it was written. */
  readonly parameters: Readonly<Record<string, unknown>>
  readonly prompt: string
  readonly samples: number
  readonly version: string
}

/** One probe, as the columns of `probeColumns` name it. */
export interface ProbeFacts {
  readonly prompt_index: number
  readonly sample: number
  readonly model: string
  readonly status: string
  readonly verdict: 'pass' | 'fail' | 'error' | null
  readonly score: number | null
  readonly failed_checks: readonly string[]
  readonly answer: string | null
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  readonly variables: Readonly<Record<string, unknown>>
  readonly checks: KeptChecks | null
  readonly code: string | null
  readonly message: string | null
  readonly served_model: string | null
  readonly used_fallback: boolean
  readonly retried: boolean
  readonly cached: boolean
  readonly attempts: number
  readonly spent_nanousd: number
  readonly cost_uncertain: boolean
  readonly cost_unknown: boolean
  readonly duration_ms: number | null
  readonly uncached_input_tokens: number | null
  readonly cache_read_input_tokens: number | null
  readonly text_output_tokens: number | null
  readonly reasoning_output_tokens: number | null
  readonly finish_reason: string | null
}

interface KeptChecks {
  readonly verdict: string
  readonly score: number | null
  readonly checks: readonly {
    readonly label: string
    readonly type: string
    readonly weight: number
    readonly verdict: string
    readonly score: number | null
    readonly reason: string | null
  }[]
}

/** A document that is written probe by probe. */
export interface RunDocument {
  head(): string
  probe(probe: ProbeFacts): string
  tail(): string
}
