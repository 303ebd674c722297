export { checkBatch } from './check-batch.ts'
export { Draws } from './draws.ts'
export { type PathIssue, pathText, quoted } from './input-error.ts'
export { JsonListScanner } from './json-list-scanner.ts'
export { batchJsonSchema } from './json-schema.ts'
export { csvRecords, formatBatch, openParquet, readBatch } from './late-read-batch.ts'
export { nearest } from './nearest.ts'
export { checksOf, isOwnColumn, ownChecks, ownMessages, withoutOwnColumns } from './own-columns.ts'
export { previewBatch } from './preview-batch.ts'
export { promptExcerpt } from './prompt-excerpt.ts'
export { type BatchSurvey, type Prompt, readPrompts, surveyBatch } from './prompts.ts'
export { quoteOf } from './quote.ts'
export type { PastAnswers, QuotedModel, QuoteInput } from './quote-input.ts'
export { plainValue } from './row.ts'
export { saidTo } from './said-to.ts'
export {
  batchMessages,
  constantTexts,
  inputTokensUpper,
  namesNeeded,
  promptBytes,
  renderMessages,
  renderTurns,
  tokensUpperOf,
  variablesOf,
} from './template.ts'
