import { AppError } from '#engine/failure'
import { costRows, mostGroups } from '#engine/reports'
import type { Implementer } from './caller.ts'
import { notYet } from './not-yet.ts'
import { getRunRow } from './run-row.ts'
import type { Services } from './services.ts'

export function costProcedures(os: Implementer, services: Services) {
  const { storage, catalog } = services
  return {
    report: os.costs.report.handler(async ({ input }) => {
      if (input.fromMs !== undefined && input.toMs !== undefined && input.fromMs >= input.toMs)
        throw new AppError({ code: 'INVALID_INPUT', issues: [{ path: 'toMs', message: 'the range ends before it begins' }] })
      const { run, provider, model } = input
      if (Array.isArray(run) || Array.isArray(provider) || Array.isArray(model)) return notYet()
      if (run !== undefined) await getRunRow(storage, run)
      const watermark = Math.min(input.watermark ?? Number.MAX_SAFE_INTEGER, await storage.read('watermark', undefined))
      const parts = await storage.read('costParts', {
        groupBy: input.groupBy,
        fromMs: input.fromMs,
        toMs: input.toMs,
        runUlid: run,
        providerKey: provider === undefined ? undefined : catalog.getProvider(provider).key,
        modelId: model === undefined ? undefined : catalog.getModel(model).id,
        watermark,
      })
      const { rows, total } = costRows(parts, input.groupBy)
      if (rows.length > mostGroups) {
        throw new AppError({
          code: 'INVALID_INPUT',
          issues: [{ path: 'groupBy', message: `more than ${mostGroups} groups: narrow the range, or group by less` }],
        })
      }
      return { dimensions: input.groupBy, watermark, droppedBeforeMs: null, rows, total }
    }),
    runPrices: os.costs.runPrices.handler(notYet),
  }
}
