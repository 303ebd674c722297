import type { RunHead } from '#engine/storage'

/** How many probes a run wants of one of its models, however many of them are planned yet: all samples of all prompts, or those that a rerun lists. */
export function plannedProbes(
  run: Pick<RunHead['run'], 'prompt_count' | 'samples'>,
  { cells }: Pick<RunHead['models'][number], 'cells'>,
): number {
  return cells ?? run.prompt_count * run.samples
}
