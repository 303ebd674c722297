import type { RerunKind, RunSummary } from '#contract/runs'
import { counted } from '#renderer/lib'

/** A part of a run that can be sent again from its page; prompts that were changed begin in the form. */
export type RerunPart = Exclude<RerunKind, 'changed'>

export interface RerunChoice {
  readonly part: RerunPart
  readonly label: string
  readonly does: string
  /** Why it cannot be chosen; undefined: it can. */
  readonly whyNot: string | undefined
}

/** What a run repeats of another, after `again of`. */
export const rerunWords: Readonly<Record<RerunKind, string>> = {
  failed: 'what had failed',
  failed_checks: 'what had not passed',
  interrupted: 'what was interrupted',
  changed: 'changed prompts',
  samples: 'further samples',
}

/** The parts of this run that can be sent again, with how many there are. */
export function rerunChoices({ counts, checks }: Pick<RunSummary, 'counts' | 'checks'>): readonly RerunChoice[] {
  return [
    {
      ...{ part: 'failed', label: `Failed: ${counted(counts.failed, 'probe')}`, does: 'Probes that ended without an answer.' },
      whyNot: counts.failed === 0 ? 'None has failed' : undefined,
    },
    {
      ...{
        part: 'failed_checks',
        label: `Not passed: ${counted(checks?.failed ?? 0, 'answer')}`,
        does: 'Probes whose answer failed its checks.',
      },
      whyNot: checks === null ? 'Nothing is checked in this run' : checks.failed === 0 ? 'Every answer that was judged passed' : undefined,
    },
    {
      ...{ part: 'interrupted', label: `Interrupted: ${counted(counts.interrupted, 'probe')}` },
      does: 'Nobody knows whether they were answered: they may be paid for twice.',
      whyNot: counts.interrupted === 0 ? 'None was interrupted' : undefined,
    },
    { part: 'samples', label: 'More samples', does: 'Every prompt and model, until there are so many samples of each.', whyNot: undefined },
  ]
}

/** The number of samples that a field says, above those there are; `problem`: what is wrong with it. */
export function readSamples(text: string, now: number | undefined): { readonly samples?: number; readonly problem?: string } {
  const typed = text.trim().replaceAll(',', '')
  const least = (now ?? 0) + 1
  if (typed === '') return {}
  const samples = /^\d{1,6}$/.test(typed) ? Number(typed) : Number.NaN
  return samples >= least && samples <= 100_000 ? { samples } : { problem: `A whole number from ${least} to 100,000.` }
}

/** The budget that a field says, as the engine takes it; `problem`: what is wrong with it. */
export function readBudget(text: string): { readonly budgetUsd?: string; readonly problem?: string } {
  const typed = text.trim().replace(/^\$\s*/, '')
  if (typed === '') return {}
  return /^\d{1,6}(\.\d{1,9})?$/.test(typed) ? { budgetUsd: typed } : { problem: 'US dollars, such as 1.50; empty: no budget.' }
}
