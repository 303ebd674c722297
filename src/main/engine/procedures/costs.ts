import { costReport, runPrices } from '#engine/reports'
import type { Implementer } from './caller.ts'
import { getRunRow } from './run-row.ts'
import type { Services } from './services.ts'

export function costProcedures(os: Implementer, services: Services) {
  const { storage, catalog, clock } = services
  return {
    report: os.costs.report.handler(({ input }) => costReport(input, services)),
    runPrices: os.costs.runPrices.handler(async ({ input }) => {
      const run = await getRunRow(storage, input.run)
      return { items: runPrices(await storage.read('runPriceSums', { runId: run.id }), catalog, clock.nowMs()) }
    }),
  }
}
