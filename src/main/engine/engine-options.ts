import type { BreakerStore, Clock, Log, ProviderClient, Random, SecretStore, SettingsStore, StartQuestionProcess } from '#engine/ports'

/** What a shell hands to the engine. */
export interface EngineOptions {
  readonly workspace: string
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly secrets: SecretStore
  /** Absent: a person's own settings last as long as the engine. */
  readonly preferences?: SettingsStore | undefined
  readonly providerClient: ProviderClient
  /** The fast store of breakers, beside the database. */
  readonly breakerStore: BreakerStore
  /** Where the built-in simulator answers; started when it is first asked. */
  readonly simulator: { baseUrl(): Promise<string> }
  /** The storage threads' entry. */
  readonly storageThread: URL
  /** The import thread's entry. */
  readonly importThread: URL
  /** A process for each question in SQL. */
  readonly startQuestion: StartQuestionProcess
  /** The export thread's entry. */
  readonly exportThread: URL
  /** The checking thread's entry. */
  readonly checkThread: URL
  /** Text of the seed catalog. */
  readonly seedCatalog: string
  readonly version: string
  readonly pid: number
}
