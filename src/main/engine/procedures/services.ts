import type { Catalog, CatalogService, FallbackService, ViewFacts } from '#engine/catalog'
import type { WorkspaceChanges } from '#engine/changes'
import type { KeyService } from '#engine/keys'
import type { Clock, SettingsStore } from '#engine/ports'
import type { RunService, Scheduler } from '#engine/runs'
import type { Settings } from '#engine/settings'
import type { Storage } from '#engine/storage'
import type { WhatIfService } from '#engine/whatif'
import type { GuardPorts } from './caller.ts'

/** What procedures call. */
export interface Services extends GuardPorts {
  readonly catalog: Catalog
  readonly changes: WorkspaceChanges
  readonly edits: CatalogService
  readonly fallbacks: FallbackService
  readonly keys: KeyService
  readonly preferences: SettingsStore
  readonly runs: RunService
  readonly scheduler: Scheduler
  readonly settings: Settings
  readonly storage: Storage
  readonly whatIf: WhatIfService
  readonly clock: Clock
  readonly viewFacts: () => ViewFacts
  readonly version: string
  readonly pid: number
  readonly startedAtMs: ReturnType<Clock['nowMs']>
}
