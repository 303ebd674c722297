export { callView, probeView, usageOf, wholeCallView } from './call-views.ts'
export { costRows, mostGroups } from './cost-report.ts'
export { eventView } from './event-view.ts'
export { runResults } from './run-results.ts'
