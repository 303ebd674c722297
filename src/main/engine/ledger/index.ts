export { callFilterOf, rowFilterOf } from './ledger-filter.ts'
export { LedgerService } from './ledger-service.ts'
