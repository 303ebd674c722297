export { CallMonitor } from './call-monitor.ts'
export { addOutcome, type CallSums, mergeSums, noCalls, settledCalls } from './call-sums.ts'
export { latencyStep, sketchQuantile, stepBounds } from './latency-sketch.ts'
