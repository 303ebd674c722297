import type { ActiveRunView } from '#contract/runs'

/** How far the runs that go on are, together: 0 to 1; undefined without any. */
export function progressOf(active: readonly Pick<ActiveRunView, 'total' | 'done'>[]): number | undefined {
  if (active.length === 0) return undefined
  const total = active.reduce((sum, run) => sum + run.total, 0)
  const done = active.reduce((sum, run) => sum + run.done, 0)
  return total === 0 ? 0 : Math.min(1, done / total)
}
