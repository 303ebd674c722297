import { addDeliveries, setAlertAddress, settleDelivery, tellAlerts } from './alert-writes.ts'
import { settleAttempt, startAttempt } from './attempt-writes.ts'
import { editBreaker, saveBreakers } from './breaker-writes.ts'
import { answerFromCache, clearCache } from './cache-writes.ts'
import { tellCalendar } from './calendar-writes.ts'
import { beginChecking, endChecking, takeBackVerdicts, writeVerdicts } from './check-writes.ts'
import { edit } from './edit-writes.ts'
import { addEvent } from './event-writes.ts'
import { applyImport } from './import-writes.ts'
import { keepOutcomes } from './outcome-writes.ts'
import { forgetQuery, saveQuery } from './query-writes.ts'
import { forgetReport, keepReport } from './report-writes.ts'
import { addRerunCells, copyPrompts } from './rerun-writes.ts'
import { readyRun } from './resume-writes.ts'
import { beginDropping, dropAttempts, dropBodies, dropEvents, dropExpired, giveSpaceBack, noteRetention } from './retention-writes.ts'
import { catchUpRollups, forgetRollups } from './rollup-writes.ts'
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
import { setPoolState, setProviderState } from './state-writes.ts'

/** Every change the engine can make, by name. */
export const writes = {
  addDeliveries,
  addEvent,
  addPrompts,
  addRerunCells,
  answerFromCache,
  applyImport,
  askForRoom,
  beginChecking,
  beginDropping,
  cancelProbes,
  catchUpRollups,
  clearCache,
  copyPrompts,
  createRun,
  dropAttempts,
  dropBodies,
  dropEvents,
  dropExpired,
  dropRun,
  edit,
  editBreaker,
  endChecking,
  endProbe,
  fallBackProbe,
  forgetQuery,
  forgetReport,
  forgetRollups,
  keepOutcomes,
  keepReport,
  giveSpaceBack,
  keepRunTotals,
  noteRetention,
  nothing: () => undefined,
  planProbes,
  readyRun,
  saveBreakers,
  saveQuery,
  seedCatalog,
  setAlertAddress,
  setPoolState,
  setProviderState,
  setRunStatus,
  settleAttempt,
  settleDelivery,
  startAttempt,
  takeBackVerdicts,
  tellAlerts,
  tellCalendar,
  waitProbe,
  writeVerdicts,
}
export type Writes = typeof writes
export type WriteName = keyof Writes
export type { KeptAlert, NewDelivery, TellAlerts } from './alert-writes.ts'
export type { SettleAttempt, SettleProbe, StartAttempt } from './attempt-writes.ts'
export type { Audit } from './audit-writes.ts'
export type { AnswerKey, KeepAnswer } from './cache-writes.ts'
export type { NewVerdict } from './check-writes.ts'
export type {
  CatalogChange,
  EditedTable,
  EditInput,
  EditLeft,
  EditStep,
  ModelPatch,
  NewModel,
  NewPool,
  NewPrice,
  NewProvider,
  PoolPatch,
  ProviderPatch,
  RowId,
  StepRef,
} from './edit-steps.ts'
export type { AddEvent } from './event-writes.ts'
export type { ApplyImport, ImportPlan } from './import-writes.ts'
export type { KeepReport } from './report-writes.ts'
export type { NewBudget } from './resume-writes.ts'
export type { Rerun } from './run-writes.ts'
export type { SeedInput } from './seed-writes.ts'
export type { PoolState, ProviderState } from './state-writes.ts'
