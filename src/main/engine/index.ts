export { batchJsonSchema, readBatch } from './batches/index.ts'
export { createEngine, type Engine } from './create-engine.ts'
export type { EngineOptions } from './engine-options.ts'
export { AppError } from './failure/index.ts'
export { createProviderClient } from './late-provider-client.ts'
export { formatNanoUsd, formatRatePerMillion, nanoUsdToText, rateToText } from './money/index.ts'
export type {
  Clock,
  CredentialRef,
  Log,
  LogFields,
  Random,
  SecretLookup,
  SecretStore,
  SettingsStore,
  StartQuestionProcess,
} from './ports/index.ts'
export type { Caller, Router, Services } from './procedures/index.ts'
export { StorageError } from './storage/index.ts'
