export type { BreakerRecord, BreakerStore } from './breaker-store.ts'
export type { Clock } from './clock.ts'
export type { Log, LogFields } from './log.ts'
export type * from './provider-client.ts'
export type { QuestionProcess, StartQuestionProcess } from './question-process.ts'
export type { Random } from './random.ts'
export { secretForms } from './secret-forms.ts'
export type {
  CredentialRef,
  KeepOutcome,
  SecretKeeping,
  SecretLookup,
  SecretOrigin,
  SecretStore,
  SecretToKeep,
} from './secret-store.ts'
export {
  changedPreferences,
  defaultPreferences,
  type PreferenceChanges,
  PreferencesNotWritten,
  type SettingsStore,
} from './settings-store.ts'
