export { readSuite } from './late-read-suite.ts'
export type { ReadSuite, SuiteRequest } from './suite.ts'
export { SuiteService } from './suite-service.ts'
