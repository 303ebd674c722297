import { type CacheStatus, Dropped } from '#contract/storage'
import type { EpochMs, NanoUsd } from '#contract/units'
import type { RetentionKind, RetentionSurvey } from '#engine/storage'
import type { Implementer } from './caller.ts'
import type { Services } from './services.ts'

export function cacheProcedures(os: Implementer, { storage, catalog, clock, log }: Services) {
  return {
    status: os.cache.status.handler(async (): Promise<CacheStatus> => {
      const { models, hits, savedNanoUsd } = await storage.read('cacheStatus', { atMs: clock.nowMs() })
      const oldest = models.flatMap(({ oldestAtMs }) => oldestAtMs ?? [])
      return {
        entries: models.reduce((sum, { entries }) => sum + entries, 0),
        bytes: models.reduce((sum, { bytes }) => sum + bytes, 0),
        hits,
        savedNanoUsd: savedNanoUsd as NanoUsd,
        oldestAtMs: oldest.length === 0 ? null : (Math.min(...oldest) as EpochMs),
        models: models
          .map(({ modelId, entries }) => ({ model: catalog.model(modelId).ref, entries }))
          .sort((one, other) => other.entries - one.entries),
      }
    }),
    clear: os.cache.clear.handler(async ({ input, context }) => {
      const modelId = input.model === undefined ? null : catalog.getModel(input.model).id
      const done = await storage.write('clearCache', { modelId })
      log.info({ area: 'cache', step: 'clear', user: context.user, model: input.model ?? 'all', ...done }, 'kept answers were forgotten')
      return done
    }),
  }
}

export function retentionProcedures(os: Implementer, { retention }: Services) {
  return {
    status: os.retention.status.handler(async () => statusOf(await retention.survey())),
    run: os.retention.run.handler(() => retention.run()),
  }
}

function statusOf({ fileBytes, freeBytes, kept, untilMs, would, last }: RetentionSurvey) {
  const amount = (kind: RetentionKind) => ({ ...kept[kind], oldestAtMs: kept[kind].oldestAtMs as EpochMs | null })
  const goes = (kind: RetentionKind) => ({
    rows: would[kind].rows,
    bytes: kept[kind].rows === 0 ? 0 : Math.round((kept[kind].bytes / kept[kind].rows) * would[kind].rows),
    untilMs: untilMs[kind] as EpochMs | null,
    keptByReports: would[kind].cited,
  })
  return {
    ...{ fileBytes, freeBytes, bodies: amount('bodies'), events: amount('events'), attempts: amount('attempts') },
    would: { bodies: goes('bodies'), events: goes('events'), attempts: goes('attempts') },
    last: last === null ? null : { ...last, atMs: last.atMs as EpochMs, dropped: Dropped.parse(JSON.parse(last.dropped)) },
  }
}
