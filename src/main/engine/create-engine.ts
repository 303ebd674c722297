import { monotonicFactory } from 'ulid'
import type { EpochMs } from '#contract/units'
import { AlertChannels, AlertService, Deliveries, PastHours } from '#engine/alerts'
import { AuditService } from '#engine/audit'
import { Calendar } from '#engine/calendar'
import {
  Catalog,
  Editor,
  FallbackService,
  ModelEdits,
  PoolEdits,
  PriceEdits,
  ProviderEdits,
  readSeedCatalog,
  seedInput,
  type ViewFacts,
} from '#engine/catalog'
import { changesOf } from '#engine/changes'
import { createChecking } from '#engine/checking'
import { EventLog } from '#engine/events'
import { BundleService, ExportService, ReportQuestions } from '#engine/exports'
import { ImportService } from '#engine/imports'
import { KeyService } from '#engine/keys'
import { LedgerService } from '#engine/ledger'
import { CallMonitor } from '#engine/monitor'
import { OutcomeService } from '#engine/outcomes'
import { createRouter, type Router } from '#engine/procedures'
import { QuestionService, SavedQueries } from '#engine/questions'
import { RetentionService } from '#engine/retention'
import {
  AppCalls,
  QuoteService,
  RerunService,
  RunService,
  Scheduler,
  type SchedulerPorts,
  schedulerSettingsOf,
  spendPolicyOf,
  tellRun,
} from '#engine/runs'
import { Settings } from '#engine/settings'
import { Storage } from '#engine/storage'
import { SuiteService } from '#engine/suites'
import { WhatIfService } from '#engine/whatif'
import type { EngineOptions } from './engine-options.ts'
import { passingPreferences } from './passing-preferences.ts'

export interface Engine {
  readonly router: Router
  /** Takes up what earlier engines left: pauses, stops, windows. Sends nothing. */
  start(): Promise<void>
  /** Goes on with the runs that were started to survive a crash, in a shell that stays or once a person has let something else run. */
  resumeAfterCrash(): Promise<void>
  /** Pauses what is going on and receives what is in flight (with `abort`: cuts it off), then closes the database. May be said again: `abort` hastens it. */
  stop(options?: StopOptions): Promise<void>
}

export interface StopOptions {
  readonly abort?: boolean
  /** Called once nothing is in flight any more, while the database still answers. Only the first `stop` is asked. */
  readonly beforeClosing?: () => Promise<void>
}

/**
 * Opens a workspace. There is one engine per workspace and machine.
 * Throws WORKSPACE_LOCKED, DATABASE_TOO_NEW, DATABASE_CORRUPT, INVALID_INPUT (seed), and StorageError when the folder takes no files.
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { workspace, clock, log } = options
  const storage = await Storage.open({ workspace, threadUrl: options.storageThread, clock, log })
  try {
    return await assembleEngine(storage, options)
  } catch (error) {
    await storage.close()
    throw error
  }
}

/** The engine over an open database, which is its own from here on. */
export async function assembleEngine(storage: Storage, options: Omit<EngineOptions, 'storageThread'>): Promise<Engine> {
  const { workspace, clock, random, log, secrets } = options
  const nextUlid = monotonicFactory(() => random.next())
  const ulid = (nowMs: EpochMs): string => nextUlid(nowMs)
  await storage.write('seedCatalog', seedInput(readSeedCatalog(options.seedCatalog), clock.nowMs(), ulid))
  const snapshot = await storage.read('catalogSnapshot', undefined)
  const catalog = new Catalog()
  catalog.load(snapshot)
  const changes = changesOf(storage)
  const events = new EventLog({ storage, clock, log, ulid })
  const fallbacks = new FallbackService(catalog, log)
  const settings = new Settings(snapshot.settings)
  const monitor = new CallMonitor({ catalog, storage, clock, log })
  const ports: SchedulerPorts = {
    catalog,
    storage,
    client: options.providerClient,
    secrets,
    clock,
    random,
    log,
    events,
    calls: monitor,
    breakerStore: options.breakerStore,
    ulid,
    settings: () => schedulerSettingsOf(settings.values),
    spendPolicy: () => spendPolicyOf(settings.values),
    assertMayRun: () => fallbacks.assertValid(),
    simulatorUrl: () => options.simulator.baseUrl(),
    alert: (alert) => {
      const { runId, ...facts } = alert
      log.error({ area: 'runs', step: 'alert', ...facts }, 'a person must act')
      runs.alert(alert)
      events.record({ kind: 'alert', subject: alert.service, runId, data: facts })
    },
  }
  const scheduler = new Scheduler(ports)
  settings.onChange(() => scheduler.spend.settingsChanged())
  const quotes = new QuoteService(ports, scheduler.spend.limits)
  const runs: RunService = new RunService(ports, scheduler, quotes)
  const viewFacts = (): ViewFacts => ({
    secrets,
    nowMs: clock.nowMs(),
    stopped: (id) => scheduler.services.provider(id).stopped?.code ?? null,
  })
  const workspacePorts = { catalog, settings, storage, clock, ulid }
  const editor = new Editor(workspacePorts)
  const editPorts = { ...workspacePorts, editor }
  const providers = new ProviderEdits(editPorts)
  const imports = new ImportService({ storage, editor, clock, ulid, threadUrl: options.importThread })
  const exportPorts = { storage, catalog, clock, workspace, threadUrl: options.exportThread }
  const [exports, reportQuestions] = [new ExportService(exportPorts), new ReportQuestions(exportPorts)]
  const calendar = new Calendar({ catalog, storage, clock, log, ulid })
  const audit = new AuditService(editPorts)
  const channels = new AlertChannels({ settings, secrets, storage, clock, log, ulid })
  const deliveries = new Deliveries({ channels, storage, clock, log })
  const alerts = new AlertService({
    ...{ catalog, clock, scheduler, runs, monitor, settings, storage, events, channels, deliveries, log, ulid, workspace },
    pastHours: new PastHours({ catalog, monitor, storage }),
  })
  const questions = new QuestionService({ workspace, clock, start: options.startQuestion })
  const retention = new RetentionService({
    storage,
    clock,
    log,
    rules: () => settings.values.retention,
    onRules: (listener) => settings.onChange(listener),
    countRun: (run) => runs.count(run),
  })
  const checks = createChecking({
    ...{ storage, catalog, settings, clock, log, events, runs, viewFacts, threadUrl: options.checkThread },
    calls: new AppCalls(ports, scheduler, () => runs.active),
  })
  const outcomes = new OutcomeService({ storage, catalog, changes, clock })
  const router = createRouter({
    alerts: { service: alerts, channels, deliveries },
    audit,
    catalog,
    changes,
    checks,
    editor,
    events,
    ledger: new LedgerService({ storage, catalog, audit, changes, clock }),
    edits: { providers, pools: new PoolEdits(editPorts), models: new ModelEdits(editPorts), prices: new PriceEdits(editPorts) },
    bundles: new BundleService({ storage, catalog, clock, exports, version: options.version }),
    exports,
    reportQuestions,
    imports,
    suites: new SuiteService({ catalog, read: (request) => imports.readSuite(request) }),
    keys: new KeyService({ catalog, edits: providers, secrets, client: options.providerClient, log }),
    monitor,
    outcomes,
    questions,
    savedQueries: new SavedQueries(storage, clock),
    preferences: options.preferences ?? passingPreferences(),
    fallbacks,
    retention,
    ...{ runs, scheduler },
    reruns: new RerunService(ports, quotes, runs),
    settings,
    storage,
    whatIf: new WhatIfService({ storage, settings, secrets, clock, quotes }),
    clock,
    log,
    ulid,
    viewFacts,
    workspace,
    version: options.version,
    pid: options.pid,
    startedAtMs: clock.nowMs(),
  })
  let ending: Promise<void> | undefined
  return {
    router,
    async start() {
      await monitor.start()
      await scheduler.restore(snapshot)
      fallbacks.tell()
      await calendar.start()
      retention.start()
      await alerts.start()
      await checks.service.start()
      for (const run of storage.opened.crashedRuns) tellRun({ events }, run, { change: 'paused', reason: 'crash' })
      log.info(
        {
          area: 'engine',
          workspace,
          epoch: storage.opened.epoch,
          interrupted: storage.opened.interruptedAttempts,
          pools: catalog.pools().length,
        },
        'engine ready',
      )
    },
    resumeAfterCrash: () => runs.resumeAfterCrash(),
    async stop({ abort = false, beforeClosing } = {}) {
      const paused = runs.pauseAll({ abort })
      ending ??= (async () => {
        await paused
        await calendar.stop()
        await retention.stop()
        await alerts.stop()
        await checks.service.stop()
        await monitor.stop()
        await scheduler.stop()
        await imports.stop()
        questions.stop()
        reportQuestions.stop()
        await exports.stop()
        await outcomes.stop()
        await scheduler.keeper.flush()
        scheduler.keeper.stop()
        await beforeClosing?.()
        await options.providerClient.close()
        await storage.close()
        log.info({ area: 'engine' }, 'engine stopped')
      })()
      await ending
    },
  }
}
