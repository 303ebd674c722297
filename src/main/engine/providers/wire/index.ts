export type {
  CheckedParameter,
  Endpoint,
  Generated,
  LanguageModel,
  ModelContent,
  ModelMessage,
  ModelOptions,
  ModelWarning,
  ProviderOptions,
  StreamPart,
  WireAdapter,
} from './adapter.ts'
export type { AnswerFacts } from './answer-facts.ts'
export { chatUsage, readChat } from './chat-wire.ts'
export { classifyRefusal, isRampComplaint } from './error-classification.ts'
export { type ErrorWords, readErrorWords } from './error-words.ts'
export { at, type JsonRecord, parseJson, recordOf, recordsOf, textOf } from './json.ts'
export { readResponses, responsesUsage } from './responses-wire.ts'
export { countOf, disjointUsage } from './usage.ts'
