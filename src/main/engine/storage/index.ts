export type * from './database.ts'
export type {
  CallRow,
  CatalogSnapshot,
  CostPart,
  CostQuery,
  EventRow,
  ModelTimings,
  PastAnswers,
  PastAttempt,
  ProbeRow,
  ProbeTableFilter,
  ProbeTableRow,
  ProbeWithCalls,
  RecentStart,
  RunDetails,
  RunHead,
  UnfinishedProbe,
  WholeCallRow,
} from './reads/index.ts'
export { Storage, type StorageOptions, type WriteInput } from './storage.ts'
export { StorageError } from './storage-error.ts'
export type {
  Audit,
  CatalogChange,
  ModelPatch,
  NewBudget,
  PoolPatch,
  PoolState,
  ProviderPatch,
  ProviderState,
  SeedInput,
  SetModel,
  SettleAttempt,
  SettleProbe,
  StartAttempt,
  WriteName,
} from './writes/index.ts'
