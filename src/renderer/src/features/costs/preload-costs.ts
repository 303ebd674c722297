import type { CostDimension } from '#contract/costs'
import type { Connection } from '#renderer/transport'
import { beginningOf, fixedQuestion, granularityFrom, isOwnPart, newestQuestion, partDimensions } from './costs-questions.ts'
import { costsScope, isBackwards } from './costs-scope.ts'
import { rangeOf } from './range.ts'
import type { CostsSearch } from './search.ts'
import { workspaceMoney } from './workspace-money.ts'

/** Asks what the page opens with while its code is still on its way, or the pointer on its link. What cannot be answered is for the page to say. */
export async function preloadCosts({ api, queries }: Connection, search: CostsSearch): Promise<void> {
  try {
    const { clock } = workspaceMoney((await queries.fetchQuery(api.settings.list.queryOptions())).items)
    const nowMs = Date.now()
    const range = rangeOf(search, nowMs, clock)
    const scope = costsScope(search, range)
    if (isBackwards(range)) return
    const { report } = api.costs
    const { rows, watermark } = await queries.fetchQuery(newestQuestion(report, scope, clock))
    const granularity = granularityFrom(beginningOf(range, rows, nowMs, clock), range, nowMs)
    if (search.view !== undefined || granularity === undefined) return
    const { by = 'model', stack = 'model' } = search
    const groups: CostDimension[][] = [[granularity, stack], [...partDimensions], ...(isOwnPart(by) ? [[by]] : [])]
    await Promise.all(groups.map((groupBy) => queries.prefetchQuery(fixedQuestion(report, scope, clock, groupBy, watermark))))
  } catch {
    // The page asks the same, and shows why it was not answered.
  }
}
