import { alertMemory, findDelivery, listDeliveries, waitingDeliveries } from './alert-reads.ts'
import { auditChanges, findAudit, laterChange, listAudit } from './audit-reads.ts'
import { judgeSums, listBeside } from './beside-reads.ts'
import { idsFromBook, listFromBook, listPrompts, sumRun, warmBook } from './book-reads.ts'
import { breakerStates } from './breaker-reads.ts'
import { cacheStatus } from './cache-reads.ts'
import { calendarSeen } from './calendar-reads.ts'
import { findProbe, listCalls, listProbes } from './call-reads.ts'
import { callSums } from './call-sums.ts'
import { catalogSnapshot, countStarts, pastAnswers, recentStarts } from './catalog-reads.ts'
import {
  answersOfProbe,
  answersToCheck,
  findCheckedRun,
  keptAnswer,
  rowsWithChecks,
  runsOfProbes,
  runsToCheck,
  uncheckedProbes,
  wasJudgeInterrupted,
} from './check-reads.ts'
import { comparePrompts } from './compare-reads.ts'
import { droppedRunSums } from './dropped-run-reads.ts'
import { askedModels, editedNames, editedRows, withdrawingPrices } from './edited-reads.ts'
import { lastEventId, listEvents, newEvents } from './event-reads.ts'
import { exactLatencies } from './exact-latencies.ts'
import { failureGroups } from './failure-reads.ts'
import { backup, checkDatabase } from './health-reads.ts'
import { importFacts, listImports } from './import-reads.ts'
import { latencySteps, sketchedLatencies } from './latency-reads.ts'
import { findCall, ledgerPage, ledgerWatermark } from './ledger-reads.ts'
import { minuteCalls } from './minute-reads.ts'
import { keptOutcomes } from './outcome-reads.ts'
import { pastAttempts, promptBytes } from './past-attempts.ts'
import { listProbeTable } from './probe-table-reads.ts'
import { savedQueries } from './query-reads.ts'
import { everNamed, removedModels } from './removed-reads.ts'
import { repeatGroups } from './repeat-reads.ts'
import { keptReports } from './report-reads.ts'
import { endedProbes, promptHashes, rerunCells } from './rerun-reads.ts'
import { retentionSurvey } from './retention-reads.ts'
import { rollupFaults } from './rollup-check.ts'
import { runPriceSums } from './run-price-reads.ts'
import { findRun, findRunHead, findRunRow, listRuns, promptPage, promptSizes, promptsAt, splitAttemptSums } from './run-reads.ts'
import { runSpend } from './run-spend-reads.ts'
import { searchLedger } from './search-reads.ts'
import { lastAttemptId, spentBetween } from './spend-reads.ts'
import { runTimings } from './timing-reads.ts'
import { unfinishedProbes } from './unfinished-reads.ts'
import { modelRuns, runCounts } from './usage-reads.ts'
import { watermark } from './watermark-read.ts'

/** Every question the engine asks of the database, by name. Short and bounded: a reader that never pauses starves the checkpoint. */
export const reads = {
  alertMemory,
  answersOfProbe,
  answersToCheck,
  askedModels,
  auditChanges,
  droppedRunSums,
  editedNames,
  editedRows,
  endedProbes,
  everNamed,
  exactLatencies,
  failureGroups,
  findAudit,
  laterChange,
  listAudit,
  listBeside,
  idsFromBook,
  keptOutcomes,
  listFromBook,
  listPrompts,
  comparePrompts,
  judgeSums,
  sumRun,
  removedModels,
  withdrawingPrices,
  backup,
  breakerStates,
  cacheStatus,
  calendarSeen,
  catalogSnapshot,
  checkDatabase,
  callSums,
  countStarts,
  findCall,
  findCheckedRun,
  findDelivery,
  findProbe,
  findRun,
  findRunHead,
  findRunRow,
  importFacts,
  keptAnswer,
  keptReports,
  lastAttemptId,
  latencySteps,
  lastEventId,
  ledgerPage,
  ledgerWatermark,
  listCalls,
  listDeliveries,
  listEvents,
  listImports,
  listProbes,
  listProbeTable,
  listRuns,
  minuteCalls,
  modelRuns,
  newEvents,
  pastAnswers,
  pastAttempts,
  promptBytes,
  promptHashes,
  promptPage,
  promptSizes,
  promptsAt,
  recentStarts,
  repeatGroups,
  rerunCells,
  rollupFaults,
  retentionSurvey,
  rowsWithChecks,
  runCounts,
  runPriceSums,
  runsOfProbes,
  runsToCheck,
  runTimings,
  savedQueries,
  searchLedger,
  sketchedLatencies,
  runSpend,
  splitAttemptSums,
  spentBetween,
  uncheckedProbes,
  unfinishedProbes,
  waitingDeliveries,
  warmBook,
  wasJudgeInterrupted,
  watermark,
}
export type Reads = typeof reads
export type ReadName = keyof Reads
export type ReadInput<Name extends ReadName> = Parameters<Reads[Name]> extends [unknown, infer Input, ...unknown[]] ? Input : undefined
export type ReadOutput<Name extends ReadName> = Awaited<ReturnType<Reads[Name]>>
export type { CellSum } from '../books/cell-sums.ts'
export type { ComparedCell, PairSum, SideSum } from '../books/compare-books.ts'
export type { ModelSum, OutcomeSums } from '../books/model-sums.ts'
export type { BookChanges } from '../books/run-books.ts'
export type { AlertDeliveryRow } from './alert-reads.ts'
export type { AuditChangeRow, AuditEntryRow, AuditFilter } from './audit-reads.ts'
export type { BesideRow } from './beside-reads.ts'
export type { ListFromBook } from './book-reads.ts'
export type { CallRow, ProbeRow, ProbeWithCalls, WholeCallRow } from './call-reads.ts'
export type { CallPart, CallSumQuery, CallSums, CostPart } from './call-sums.ts'
export type { CatalogSnapshot, PastAnswers, RecentStart } from './catalog-reads.ts'
export type { AnswerToCheck, CheckedRun } from './check-reads.ts'
export type { RunSum } from './dropped-run-reads.ts'
export type { EditedNames } from './edited-reads.ts'
export type { EventRow } from './event-reads.ts'
export type { FailureGroup } from './failure-reads.ts'
export type { ImportFacts, ImportRecordRow } from './import-reads.ts'
export type { GroupLatencies, Latencies, LatencyQuery } from './latency-reads.ts'
export type { CallFilter, LedgerFilter as LedgerRowFilter } from './ledger-filter.ts'
export type { FoundCall, LedgerPage, LedgerQuestion, LedgerRow } from './ledger-reads.ts'
export type { MinuteCalls } from './minute-reads.ts'
export type { PastAttempt } from './past-attempts.ts'
export type { ProbeTableFilter, ProbeTablePage, ProbeTableRow } from './probe-table-reads.ts'
export { ReaderMemory } from './reader-memory.ts'
export type { RemovedModel } from './removed-reads.ts'
export type { RepeatGroup } from './repeat-reads.ts'
export type { EndedProbes, RerunCell } from './rerun-reads.ts'
export type { RetentionKind, RetentionSurvey } from './retention-reads.ts'
export type { RunPriceSum } from './run-price-reads.ts'
export type { PromptRow, PromptSizes, RunDetails, RunHead, RunModelRow } from './run-reads.ts'
export type { ScopeFilter } from './scope-filter.ts'
export type { PoolSpend } from './spend-reads.ts'
export type { ModelTimings } from './timing-reads.ts'
export type { TurnAnswer } from './turn-reads.ts'
export type { UnfinishedProbe } from './unfinished-reads.ts'
export type { ModelRuns, RunCount } from './usage-reads.ts'
