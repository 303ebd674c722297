import type { RunProgress, RunSummary } from '#contract/runs'
import { Lanes } from './lanes.tsx'
import { ModelResults } from './model-results.tsx'
import { Waits } from './waits.tsx'

/** What came of each model, what the pools are doing, and why probes wait. */
export function Overview({ summary, progress }: { readonly summary: RunSummary; readonly progress: RunProgress }) {
  return (
    <>
      <ModelResults summary={summary} />
      <Lanes models={summary.models} />
      <Waits waits={progress.waits} />
    </>
  )
}
