import type { Message } from '#contract/batch'
import { constantTexts } from '#engine/batches'
import { compare } from '#engine/catalog'
import { probeTableView } from '#engine/reports'
import { FrozenBatch } from '#engine/runs'
import type { Implementer } from './caller.ts'
import { getRunRow } from './run-row.ts'
import type { Services } from './services.ts'

export function probeTableProcedures(os: Implementer, { storage, catalog, changes, clock }: Services) {
  return {
    probeTable: os.runs.probeTable.handler(async ({ input: { run: id, filter, sort, offset, limit } }) => {
      const run = await getRunRow(storage, id)
      const { messages, models } = FrozenBatch.parse(JSON.parse(run.batch))
      const { text, models: wanted, fallback, ...conditions } = filter
      const page = await storage.read('listProbeTable', {
        runId: run.id,
        filter: {
          ...conditions,
          text: text === undefined || isInAll(messages, text) ? undefined : text,
          modelIds: wanted?.map((ref) => catalog.getModel(ref).id),
          usedFallback: fallback,
        },
        sort: { by: sort.by, isDescending: sort.direction === 'desc' },
        models:
          sort.by === 'model'
            ? models
                .map(({ ref }) => ref)
                .sort(compare)
                .flatMap((ref) => catalog.findModel(ref)?.id ?? [])
            : [],
        offset,
        limit,
        seq: changes.seq,
        nowMs: clock.monotonicMs(),
      })
      const labels: string[] = run.check_labels === null ? [] : JSON.parse(run.check_labels)
      return { seq: page.seq, total: page.total, items: page.rows.map((row) => probeTableView(row, messages, labels, catalog)) }
    }),
  }
}

function isInAll(messages: readonly Message[], text: string): boolean {
  return constantTexts(messages).some((constant) => constant.toLowerCase().includes(text.toLowerCase()))
}
