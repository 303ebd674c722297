import type { RunId } from '#contract/ids'
import type { EpochMs } from '#contract/units'
import type { WaitingProbe } from '#contract/waits'
import { AppError } from '#engine/failure'
import type { Interventions, WaitingJob } from '#engine/runs'
import type { Implementer } from './caller.ts'
import { pageOf } from './cursor.ts'
import { getRunRow } from './run-row.ts'
import type { Services } from './services.ts'

interface Cell {
  readonly run: RunId
  readonly promptIndex: number
  readonly model: string
  readonly sample: number
}

/** What waits in a run, and what a person does about it. */
export function waitProcedures(os: Implementer, services: Services) {
  const { runs, scheduler, catalog, storage, clock } = services
  const { interventions } = scheduler
  /** NOT_FOUND when there is no such run; empty when it is not going on. */
  const waiting = async (id: RunId): Promise<WaitingJob[]> => {
    await getRunRow(storage, id)
    const run = runs.active.find((active) => active.id === id)
    return run === undefined ? [] : interventions.waiting(run)
  }
  const view = (each: WaitingJob): WaitingProbe => ({
    promptIndex: each.job.promptIdx,
    model: catalog.model(each.job.requestModelId).ref,
    sample: each.job.sample,
    servedBy: each.job.lane.model.ref,
    cause: each.cause,
    untilMs: each.untilMs === undefined ? null : (Math.round(clock.nowMs() + (each.untilMs - clock.monotonicMs())) as EpochMs),
    attempts: each.job.attempts,
    canRetryNow: interventions.canRetryNow(each),
    fallback: interventions.fallbackOf(each)?.ref ?? null,
  })
  const act = async (cell: Cell, deed: keyof Pick<Interventions, 'retryNow' | 'skip' | 'useFallback'>, by: string) => {
    const modelId = catalog.getModel(cell.model).id
    const name = `${cell.promptIndex}/${cell.model}/${cell.sample}`
    const found = (await waiting(cell.run)).find(
      ({ job }) => job.promptIdx === cell.promptIndex && job.requestModelId === modelId && job.sample === cell.sample,
    )
    if (found === undefined) throw new AppError({ code: 'CONFLICT', what: 'probe', name, reason: 'state', detail: 'it does not wait' })
    if (!interventions[deed](found, by)) {
      const detail = deed === 'useFallback' ? 'no model may answer in its place' : `it waits for ${found.cause ?? 'its turn'}`
      throw new AppError({ code: 'CONFLICT', what: 'probe', name, reason: 'state', detail })
    }
    return { ok: true } as const
  }
  return {
    waits: os.runs.waits.handler(async ({ input }) => {
      const nameOf = ({ job }: WaitingJob) =>
        [job.promptIdx, job.requestModelId, job.sample].map((part) => String(part).padStart(10, '0')).join(':')
      const sorted = (await waiting(input.run)).sort((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1))
      const { items, ...rest } = pageOf(sorted, nameOf, input, () => true)
      return { items: items.map(view), ...rest }
    }),
    retryNow: os.runs.retryNow.handler(({ input, context }) => act(input, 'retryNow', context.user)),
    skip: os.runs.skip.handler(({ input, context }) => act(input, 'skip', context.user)),
    useFallback: os.runs.useFallback.handler(({ input, context }) => act(input, 'useFallback', context.user)),
  }
}
