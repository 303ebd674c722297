export { assertNever } from './assert-never.ts'
export { type Granularity, granularityOf } from './granularity.ts'
export type { HandedFile } from './handed-files.ts'
export { fieldOfInstant, readInstant } from './instants.ts'
export { isOver } from './is-over.ts'
export { consentFor, placeWords, whyNotOffered } from './key-places.ts'
export { keysNeeded, providerOf } from './keys-needed.ts'
export {
  type Amount,
  describeCost,
  describeCoverage,
  describeTotal,
  exactShare,
  formatRate,
  formatUsd,
  formatUsdExactly,
  formatUsdRange,
  isKnownTotal,
} from './money.ts'
export { counted, formatBytes, formatCount, formatShare, formatShort } from './quantities.ts'
export { sayCause, sayCode } from './say-cause.ts'
export { type Explanation, failureOf, sayError, sayFailure, sayIssue } from './say-failure.ts'
export {
  attemptKinds,
  callCodes,
  callMethods,
  outputKinds,
  readScopeSearch,
  type ScopeName,
  type ScopeSearch,
  type Span,
  scopeNames,
  scopeOf,
  spans,
  spanWords,
} from './scope-search.ts'
export {
  formatAgo,
  formatCountdown,
  formatDay,
  formatDuration,
  formatInstant,
  formatInstantWithZone,
  formatLatency,
  formatRoughly,
  formatWhen,
} from './time.ts'
export { joinValues, splitValues } from './value-lists.ts'
export { instantAt, type ZoneClock, zoneClock } from './zones.ts'
