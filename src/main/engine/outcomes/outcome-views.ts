import type { CallCode, CostState } from '#contract/calls'
import type { ModelRef, PriceVersionId } from '#contract/ids'
import type { AnswerBeside, ComparedModel, ComparedPrompt, ModelOutcome, PromptCell } from '#contract/outcomes'
import type { ProbeStatus } from '#contract/transcripts'
import type { NanoUsd } from '#contract/units'
import type { Catalog } from '#engine/catalog'
import { verdictOfCode } from '#engine/checks'
import { estimatedCostOf } from '#engine/money'
import { withoutCall } from '#engine/reports'
import type { BesideRow, CellSum, ComparedCell, ModelSum, PairSum, SideSum } from '#engine/storage'
import { keptOutcomes } from './kept-outcomes.ts'
import { mcNemarP } from './mcnemar.ts'
import { wilsonRate } from './wilson.ts'

export function modelOutcomeView(sum: ModelSum, model: ModelRef): ModelOutcome {
  const { modelId: _, pending: __, scores, scored, verdictAgreement, answerAgreement, spentNanoUsd, upperNanoUsd, ...counts } = sum
  return {
    model,
    ...counts,
    passRate: wilsonRate(sum.passed, sum.passed + sum.failed),
    meanScore: scored === 0 ? null : scores / scored,
    spentNanoUsd: spentNanoUsd as NanoUsd,
    upperNanoUsd: upperNanoUsd as NanoUsd,
    costPerPassNanoUsd: sum.passed === 0 ? null : (Math.round(spentNanoUsd / sum.passed) as NanoUsd),
    verdictAgreement: agreementView(verdictAgreement),
    answerAgreement: agreementView(answerAgreement),
  }
}

function agreementView({ sum, prompts }: ModelSum['verdictAgreement']): ModelOutcome['verdictAgreement'] {
  return prompts === 0 ? null : { ratio: sum / prompts, prompts }
}

export function promptCellView(cell: CellSum, model: ModelRef): PromptCell {
  const { spentNanoUsd, ...counts } = cell
  return { model, ...counts, spentNanoUsd: spentNanoUsd as NanoUsd }
}

export interface ModelPair {
  readonly a: ModelRef
  readonly b: ModelRef
}

export function comparedModelView(pair: PairSum, model: ModelPair): ComparedModel {
  const { a, b, ...counts } = pair
  return { model, ...counts, pValue: mcNemarP(pair.toPass, pair.toFail), a: sideView(a), b: sideView(b) }
}

function sideView({ passed, failed, spentNanoUsd, p50DurationMs, answered }: SideSum): ComparedModel['a'] {
  return { passRate: wilsonRate(passed, passed + failed), spentNanoUsd: spentNanoUsd as NanoUsd, p50DurationMs, answered }
}

export function comparedPromptView({ a, b, matchedBy, flip }: ComparedCell, model: ModelPair, prompt: string): ComparedPrompt {
  const side = (cell: ComparedCell['a'], ref: ModelRef): ComparedPrompt['a'] => {
    if (cell === null) return null
    const { promptIdx, ...counts } = cell
    return { ...promptCellView(counts, ref), promptIndex: promptIdx }
  }
  return { a: side(a, model.a), b: side(b, model.b), model, prompt, matchedBy, flip }
}

export function besideView(row: BesideRow, catalog: Catalog): AnswerBeside {
  return {
    model: catalog.model(row.model_id).ref,
    sample: row.sample,
    status: row.status as ProbeStatus,
    code: row.code as CallCode | null,
    usedFallback: row.used_fallback === 1,
    servedModel: row.served_model_id === null ? null : catalog.model(row.served_model_id).ref,
    said: [...row.said],
    answer: row.answer,
    bodiesDropped: row.bodiesDropped,
    verdict: verdictOfCode(row.verdict),
    score: row.score,
    checks: keptOutcomes(row.checks),
    durationMs: row.duration_ms,
    estimatedCost:
      row.cost_state === null || row.cached_from !== null
        ? withoutCall(row)
        : estimatedCostOf({
            nanoUsd: row.cost_nanousd as NanoUsd | null,
            state: row.cost_state as CostState,
            priceVersionId: row.price_ulid as PriceVersionId | null,
          }),
  }
}
