import type { AlertChannels, AlertService, Deliveries } from '#engine/alerts'
import type { AuditService } from '#engine/audit'
import type { Catalog, Editor, FallbackService, ModelEdits, PoolEdits, PriceEdits, ProviderEdits, ViewFacts } from '#engine/catalog'
import type { WorkspaceChanges } from '#engine/changes'
import type { Checking } from '#engine/checking'
import type { EventLog } from '#engine/events'
import type { BundleService, ExportService, ReportQuestions } from '#engine/exports'
import type { ImportService } from '#engine/imports'
import type { KeyService } from '#engine/keys'
import type { LedgerService } from '#engine/ledger'
import type { CallMonitor } from '#engine/monitor'
import type { OutcomeService } from '#engine/outcomes'
import type { Clock, SettingsStore } from '#engine/ports'
import type { QuestionService, SavedQueries } from '#engine/questions'
import type { RetentionService } from '#engine/retention'
import type { RerunService, RunService, Scheduler } from '#engine/runs'
import type { Settings } from '#engine/settings'
import type { Storage } from '#engine/storage'
import type { SuiteService } from '#engine/suites'
import type { WhatIfService } from '#engine/whatif'
import type { GuardPorts } from './caller.ts'

/** What procedures call. */
export interface Services extends GuardPorts {
  readonly alerts: { readonly service: AlertService; readonly channels: AlertChannels; readonly deliveries: Deliveries }
  readonly audit: AuditService
  readonly catalog: Catalog
  readonly changes: WorkspaceChanges
  readonly checks: Checking
  readonly editor: Editor
  readonly edits: { readonly providers: ProviderEdits; readonly pools: PoolEdits; readonly models: ModelEdits; readonly prices: PriceEdits }
  readonly events: EventLog
  readonly bundles: BundleService
  readonly exports: ExportService
  readonly reportQuestions: ReportQuestions
  readonly fallbacks: FallbackService
  readonly imports: ImportService
  readonly keys: KeyService
  readonly ledger: LedgerService
  readonly monitor: CallMonitor
  readonly outcomes: OutcomeService
  readonly preferences: SettingsStore
  readonly questions: QuestionService
  readonly retention: RetentionService
  readonly runs: RunService
  readonly reruns: RerunService
  readonly savedQueries: SavedQueries
  readonly scheduler: Scheduler
  readonly settings: Settings
  readonly storage: Storage
  readonly suites: SuiteService
  readonly whatIf: WhatIfService
  readonly clock: Clock
  readonly viewFacts: () => ViewFacts
  readonly version: string
  readonly pid: number
  readonly startedAtMs: ReturnType<Clock['nowMs']>
}
