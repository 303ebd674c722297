export { callView, probeView, snapshotOf, usageOf } from './call-views.ts'
export { costRows, mostGroups } from './cost-report.ts'
export { runResults } from './run-results.ts'
