import { settleAttempt, startAttempt } from './attempt-writes.ts'
import {
  addModel,
  addPool,
  addPriceVersion,
  addProvider,
  removeProvider,
  setDefaultModel,
  setModel,
  setPool,
  setProvider,
} from './catalog-writes.ts'
import { addEvent } from './event-writes.ts'
import { askForRoom } from './room-writes.ts'
import { addPrompts, cancelProbes, createRun, decideInterrupted, dropRun, endProbe, planProbes, setRunStatus } from './run-writes.ts'
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
  decideInterrupted,
  dropRun,
  endProbe,
  nothing: () => undefined,
  planProbes,
  removeProvider,
  seedCatalog,
  setDefaultModel,
  setModel,
  setPool,
  setPoolState,
  setProvider,
  setProviderState,
  setRunStatus,
  setSetting,
  settleAttempt,
  startAttempt,
}
export type Writes = typeof writes
export type WriteName = keyof Writes
export type { SettleAttempt, SettleProbe, StartAttempt } from './attempt-writes.ts'
export type { Audit } from './audit-writes.ts'
export type { CatalogChange, ModelPatch, PoolPatch, ProviderPatch } from './catalog-writes.ts'
export type { SeedInput } from './seed-writes.ts'
export type { PoolState, ProviderState } from './state-writes.ts'
