import type { Message, Parameters, Variables } from '#contract/batch'
import type { OnRestart } from '#contract/runs'
import { allPass, type DraftCheck, type DraftPassWhen } from './checks/draft-check.ts'
import type { Listed } from './listed.ts'
import { type DraftScenarios, noScenarios } from './scenarios/draft-scenarios.ts'

/**
 * A batch as it stands in the form: whatever was typed, right or wrong. Numbers and amounts are the text of their fields, empty where nothing is said.
 * What is right about it the engine says; nothing is corrected on the way.
 */
export interface Draft {
  readonly name: string
  readonly promptKind: 'prompt' | 'messages'
  readonly prompt: string
  readonly messages: readonly DraftMessage[]
  /** What the user says further on, after each answer. */
  readonly turns: readonly DraftTurn[]
  readonly datasetKind: 'none' | 'rows' | 'file'
  readonly rows: DraftRows
  readonly datasetFile: string
  readonly scenarios: DraftScenarios
  readonly checks: readonly DraftCheck[]
  readonly passWhen: DraftPassWhen
  readonly models: readonly DraftModel[]
  readonly samples: string
  readonly parameters: DraftParameters
  readonly budgetUsd: string
  readonly maxParallel: string
  readonly maxWaitMs: string
  readonly allowFallback: boolean
  readonly allowDeprecated: boolean
  readonly allowUnpriced: boolean
  readonly cache: boolean
  /** Of the run, not of the batch: no file has it. */
  readonly onRestart: OnRestart
}

export type DraftMessage = Message & Listed

export interface DraftTurn extends Listed {
  readonly content: string
}

/** Rows in place. A row may lack a column, as it may in a file; what it has besides the columns is the engine's (`__checks`) and goes along unseen. */
export interface DraftRows {
  readonly columns: readonly string[]
  readonly rows: readonly Variables[]
}

/** `ref`: `provider/model`, or `defaults`. `own`: parameters of its own, which win over those of the batch; null: it has none. */
export interface DraftModel {
  readonly ref: string
  readonly own: DraftParameters | null
}

/** `stopSequences`: one a line, `\n` for a line's end. */
export type DraftParameters = Readonly<Record<keyof Parameters, string>>

/** A part of the draft, changed. */
export type EditDraft = (change: Partial<Draft>) => void

export const noParameters: DraftParameters = {
  temperature: '',
  topP: '',
  maxOutputTokens: '',
  seed: '',
  stopSequences: '',
  reasoningEffort: '',
  serviceTier: '',
  stream: '',
}

export const emptyDraft: Draft = {
  name: '',
  promptKind: 'prompt',
  prompt: '',
  messages: [],
  turns: [],
  datasetKind: 'none',
  rows: { columns: [], rows: [] },
  datasetFile: '',
  scenarios: noScenarios,
  checks: [],
  passWhen: allPass,
  models: [],
  samples: '1',
  parameters: noParameters,
  budgetUsd: '',
  maxParallel: '',
  maxWaitMs: '',
  allowFallback: false,
  allowDeprecated: false,
  allowUnpriced: false,
  cache: false,
  onRestart: 'hold',
}

/** What a new run begins with: the default model of every provider that can be used. */
export const freshDraft: Draft = { ...emptyDraft, models: [{ ref: 'defaults', own: null }] }
