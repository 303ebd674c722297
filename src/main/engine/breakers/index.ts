export type { BreakerDenial, BreakerNow, Hold } from './breaker.ts'
export { BreakerKeeper } from './breaker-keeper.ts'
export { breakerView } from './breaker-view.ts'
export { Breakers, type BreakerTickets, type CallServices, type ServiceDenial, type Transition } from './breakers.ts'
