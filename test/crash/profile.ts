import type { ProfileInput } from '#simulator'

/** Quick, uneven, and failing in every way that a retry mends. What it serves it bills as the app reckons. */
export const crashProfile: ProfileInput = {
  models: { '*': { medianMs: 40, spread: 0.8 } },
  faults: [
    { fault: 'rate-limit', probability: 0.004, hints: [{ as: 'retry-after-ms', afterMs: 40 }] },
    { fault: 'server-error', probability: 0.02 },
    { fault: 'overloaded', probability: 0.01 },
    { fault: 'overloaded-529', probability: 0.005 },
    { fault: 'bad-gateway-html', probability: 0.01 },
    { fault: 'gateway-timeout-html', probability: 0.005 },
    { fault: 'reset', probability: 0.01, afterMs: 10 },
    { fault: 'reset-after-headers', probability: 0.005 },
    { fault: 'close', probability: 0.01 },
    { fault: 'truncated-json', probability: 0.01 },
    { fault: 'cut-stream', probability: 0.01 },
    { fault: 'error-in-stream', probability: 0.01 },
    { fault: 'random-bytes', probability: 0.003 },
    { fault: 'hang', probability: 0.002 },
    { fault: 'keep-alive', probability: 0.02, afterMs: 4 },
    { fault: 'slow-drip', probability: 0.02, afterMs: 1 },
  ],
}
