export { type CompareRuns, compareRuns } from './compare-service.ts'
export { OutcomeService } from './outcome-service.ts'
