import type { CostDimension } from '#contract/costs'
import type { Connection } from '#renderer/transport'
import { beginningOf, fixedQuestion, granularityFrom, groupedBy, isOwnPart, newestQuestion, partDimensions } from './costs-questions.ts'
import { costsScope, isBackwards } from './costs-scope.ts'
import { rangeOf } from './range.ts'
import type { CostsSearch } from './search.ts'
import { workspaceMoney } from './workspace-money.ts'

/** Asks what the page opens with while its code is still on its way, or the pointer on its link. What cannot be answered is for the page to say. */
export async function preloadCosts({ api, client, queries }: Connection, search: CostsSearch): Promise<void> {
  try {
    const { clock } = workspaceMoney((await queries.fetchQuery(api.settings.list.queryOptions())).items)
    const nowMs = Date.now()
    const range = rangeOf(search, nowMs, clock)
    const scope = costsScope(search, range)
    if (isBackwards(range)) return
    const { report } = api.costs
    const newest = newestQuestion(report, scope, clock)
    const { by = 'model', stack = 'model' } = search
    const groupsFrom = (fromMs: number | undefined): CostDimension[][] => {
      const granularity = granularityFrom(fromMs, range, nowMs)
      if (search.view !== undefined || granularity === undefined) return []
      return [[granularity, stack], [...partDimensions], ...(isOwnPart(by) ? [[by]] : [])]
    }
    const keep = (groupBy: CostDimension[], answer: CostAnswer) =>
      queries.setQueryData(fixedQuestion(report, scope, clock, groupBy, answer.watermark).queryKey, answer)
    // Asked before what is newest and without waiting for it: if nothing is written meanwhile, it is what the page asks for next.
    if (queries.getQueryData(newest.queryKey) === undefined)
      for (const groupBy of groupsFrom(range.fromMs))
        client.costs.report(groupedBy(scope, clock, groupBy)).then(
          (answer) => keep(groupBy, answer),
          () => undefined,
        )
    const { rows, watermark } = await queries.fetchQuery(newest)
    const groups = groupsFrom(beginningOf(range, rows, nowMs, clock))
    await Promise.all(groups.map((groupBy) => queries.prefetchQuery(fixedQuestion(report, scope, clock, groupBy, watermark))))
  } catch {
    // The page asks the same, and shows why it was not answered.
  }
}

type CostAnswer = Awaited<ReturnType<Connection['client']['costs']['report']>>
