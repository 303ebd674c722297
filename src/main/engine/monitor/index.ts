export { CallMonitor } from './call-monitor.ts'
export { type CallSums, settledCalls } from './call-sums.ts'
export { latencyStep, sketchQuantile, stepBounds } from './latency-sketch.ts'
