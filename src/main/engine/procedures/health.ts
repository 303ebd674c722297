import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { HealthCheck } from '#contract/health'
import { credentialRule, hasCredential, type ProviderRecord } from '#engine/catalog'
import { AppError } from '#engine/failure'
import type { Implementer } from './caller.ts'
import type { Services } from './services.ts'

export function healthProcedures(os: Implementer, services: Services) {
  const { storage, runs, scheduler, workspace } = services
  return {
    status: os.health.status.handler(() => ({
      version: services.version,
      workspace,
      pid: services.pid,
      startedAtMs: services.startedAtMs,
      schemaVersion: storage.opened.schemaVersion,
      activeRuns: runs.active.length,
      inFlight: scheduler.inFlight,
      storage: storage.isFailing ? ('failing' as const) : ('ok' as const),
      month: scheduler.spend.month() ?? null,
    })),
    doctor: os.health.doctor.handler(async () => ({ items: await examine(services) })),
    rebuildRollups: os.health.rebuildRollups.handler(async () => {
      await storage.rebuildRollups()
      const { parts } = await storage.read('callSums', { filter: {}, groupBy: [] })
      return { attempts: parts.reduce((sum, { calls }) => sum + calls, 0) }
    }),
    backup: os.health.backup.handler(async ({ input }) => {
      const name = `assay-${new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'UTC' }).format(services.clock.nowMs()).replaceAll(/[^0-9]/g, '')}.db`
      const file = input.file ?? path.join(workspace, 'backups', name)
      makeFolder(path.dirname(file))
      return await storage.read('backup', { file })
    }),
  }
}

/** STORAGE_FULL when the folder can be neither found nor made. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (cause) {
    const isFull = cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC'
    throw new AppError({ code: 'STORAGE_FULL', folder, reason: isFull ? 'full' : 'read_only' }, { cause })
  }
}

async function examine(services: Services): Promise<HealthCheck[]> {
  const { storage, catalog, workspace } = services
  const facts = services.viewFacts()
  const [database, faults] = await Promise.all([storage.read('checkDatabase', undefined), storage.read('rollupFaults', undefined)])
  const checks: HealthCheck[] = [
    { name: 'workspace', status: 'ok', detail: workspace },
    {
      name: 'database',
      status: database.problems.length === 0 ? 'ok' : 'failed',
      detail: database.problems.length === 0 ? `sound, ${database.attempts} attempts` : database.problems.join('; '),
    },
    {
      name: 'storage',
      status: storage.isFailing ? 'failed' : 'ok',
      detail: storageDetail(storage),
    },
    rollupCheck(services, faults),
    fallbackCheck(services),
  ]
  for (const provider of catalog.providers()) {
    const isPresent = hasCredential(provider, facts.secrets)
    const stopped = facts.stopped(provider.id)
    const models = [...catalog.models()].filter((model) => model.providerId === provider.id)
    const unpriced = models.filter((model) => model.status === 'active' && catalog.priceInForce(model.id, facts.nowMs) === undefined)
    const notes = [
      provider.isEnabled ? '' : 'disabled',
      stopped === null ? '' : `stopped: ${stopped}`,
      isPresent ? '' : sayKey(provider),
      catalog.defaultModel(provider.id) === undefined ? 'no default model' : '',
      unpriced.length === 0 ? '' : `${unpriced.length} without a price`,
    ].filter((note) => note !== '')
    checks.push({
      name: `provider ${provider.key}`,
      status: stopped === null ? (isPresent ? 'ok' : 'warning') : 'failed',
      detail: [`${models.length} models`, ...notes].join(', '),
    })
  }
  return checks
}

function rollupCheck({ storage }: Services, faults: readonly string[]): HealthCheck {
  const { failedRollups } = storage.health
  if (faults.length > 0)
    return { name: 'sums', status: 'failed', detail: `${faults.join('; ')}. assay doctor --rebuild-rollups makes them anew` }
  const isBehind = failedRollups > 0
  return {
    name: 'sums',
    status: isBehind ? 'warning' : 'ok',
    detail: isBehind ? `what they hold is right; ${failedRollups} times they could not be written` : 'come to what the calls come to',
  }
}

/** Of a provider whose key is of no use. */
function sayKey(provider: ProviderRecord): string {
  const rule = credentialRule(provider)
  if (rule === 'insecure') return 'http:// to another machine, which nobody has allowed'
  if (rule === 'unbound') return `the key at ${provider.credential} was given for another address`
  return rule === 'unconfirmed' ? `nobody has confirmed the key at ${provider.credential}` : `no key at ${provider.credential}`
}

function fallbackCheck({ fallbacks }: Services): HealthCheck {
  const [problem, ...others] = fallbacks.problems()
  const count = fallbacks.pairs().length
  if (problem === undefined) return { name: 'fallbacks', status: 'ok', detail: count === 0 ? 'none' : `${count} valid` }
  const { model, fallback, reason } = problem
  const more = others.length === 0 ? '' : `, and ${others.length} more`
  return { name: 'fallbacks', status: 'failed', detail: `nothing runs: ${model} -> ${fallback}: ${reason}${more}` }
}

function storageDetail({ lost, isFailing, kept }: Services['storage']): string {
  if (lost !== undefined) return `this engine can write no more and has to be started anew: ${lost.message}`
  return isFailing ? `${kept} outcomes wait for the disk` : 'takes writes'
}
