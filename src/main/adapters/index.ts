export { type AppFiles, findAppFiles } from './app-files.ts'
export { createLog, type FileLog, type FileLogOptions } from './file-log.ts'
export { forkQuestions } from './fork-question.ts'
export { keepSignals } from './keep-signals.ts'
export type { Keychain } from './keychain.ts'
export { MemoryBreakerStore } from './memory-breaker-store.ts'
export {
  createSettingsStore,
  type PreferenceFile,
  type PreferenceFileOptions,
  type SettingsStoreOptions,
} from './preferences.ts'
export type { Consent } from './secret-file.ts'
export { createSecretStore, type OpenSecretStore, type SecretStoreOptions } from './secret-store.ts'
export { systemClock } from './system-clock.ts'
export { systemRandom } from './system-random.ts'
export { configFolder, dataFolder, defaultWorkspace, type FolderFacts } from './user-folders.ts'
export { userName } from './user-name.ts'
