import { settleAttempt, startAttempt } from './attempt-writes.ts'
import { editBreaker, saveBreakers } from './breaker-writes.ts'
import { addEvent } from './event-writes.ts'
import { addModel, setDefaultModel, setModel, setModels } from './model-writes.ts'
import { addPool, setPool } from './pool-writes.ts'
import { addPriceVersion } from './price-writes.ts'
import { addProvider, removeProvider, setProvider } from './provider-writes.ts'
import { readyRun } from './resume-writes.ts'
import { askForRoom } from './room-writes.ts'
import {
  addPrompts,
  cancelProbes,
  createRun,
  dropRun,
  endProbe,
  fallBackProbe,
  keepRunTotals,
  planProbes,
  setRunStatus,
  waitProbe,
} from './run-writes.ts'
import { seedCatalog } from './seed-writes.ts'
import { setSetting } from './setting-writes.ts'
import { setPoolState, setProviderState } from './state-writes.ts'

/** Every change the engine can make, by name. */
export const writes = {
  addEvent,
  addModel,
  addPool,
  addPriceVersion,
  addPrompts,
  addProvider,
  askForRoom,
  cancelProbes,
  createRun,
  dropRun,
  editBreaker,
  endProbe,
  fallBackProbe,
  keepRunTotals,
  nothing: () => undefined,
  planProbes,
  readyRun,
  removeProvider,
  saveBreakers,
  seedCatalog,
  setDefaultModel,
  setModel,
  setModels,
  setPool,
  setPoolState,
  setProvider,
  setProviderState,
  setRunStatus,
  setSetting,
  settleAttempt,
  startAttempt,
  waitProbe,
}
export type Writes = typeof writes
export type WriteName = keyof Writes
export type { SettleAttempt, SettleProbe, StartAttempt } from './attempt-writes.ts'
export type { Audit } from './audit-writes.ts'
export type { CatalogChange } from './catalog-change.ts'
export type { ModelPatch, SetModel } from './model-writes.ts'
export type { PoolPatch } from './pool-writes.ts'
export type { ProviderPatch } from './provider-writes.ts'
export type { NewBudget } from './resume-writes.ts'
export type { SeedInput } from './seed-writes.ts'
export type { PoolState, ProviderState } from './state-writes.ts'
