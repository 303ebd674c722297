export { describePool, leftOf } from './describe-pool.ts'
export { describeStatus, doneOf, sharesOf } from './describe-run.ts'
export { RetryNow } from './retry-now.tsx'
export { Slots } from './slots.tsx'
