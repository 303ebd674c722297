export { checksOf } from './checked-run.ts'
export { type Checking, createChecking } from './create-checking.ts'
