export type { CallModel, Drawn } from './call-model.ts'
export { drawCall, fitCalls } from './fitted-calls.ts'
export { type Imagined, simulate, type World } from './simulate.ts'
export { WhatIfService } from './what-if-service.ts'
