export { describePool } from './describe-pool.ts'
export { describeStatus, doneOf, sharesOf } from './describe-run.ts'
export { batchFileTypes, readFiles } from './hand-files.ts'
export { poolColumns } from './pool-columns.tsx'
