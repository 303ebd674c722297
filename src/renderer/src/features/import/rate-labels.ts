/** Micro-USD per million tokens, as the contract has rates. */
export const tokenRates: Readonly<Record<string, string>> = {
  input: 'Input',
  output: 'Output',
  cacheRead: 'Cache read',
  cacheWrite5m: 'Cache write, 5 min',
  cacheWrite1h: 'Cache write, 1 h',
  reasoning: 'Reasoning',
  audio: 'Audio',
}
/** Nano-USD each. */
export const unitRates: Readonly<Record<string, string>> = { image: 'Image', perRequest: 'Request' }

export const rateLabels: Readonly<Record<string, string>> = { ...tokenRates, ...unitRates }
