/** Calls are added up by quarters of an hour, counted since 1970, since the clocks of all zones are whole quarters apart. */
export const quarterMs = 900_000
export const quartersOfDay = 96

/**
 * Each step of the histogram of latencies ends 4 % above the one before it: `step` = ⌈ln ms / ln 1.04⌉. What lies in the middle of a step is within 2 % of all of it.
 * Less than 0.01 ms counts as that.
 */
export const stepRatio = 1.04

/** SQL: the step of an attempt's duration. */
export const stepOfAttempt = `cast(ceil(ln(max(attempt.duration_ms, 0.01)) / ln(${stepRatio})) as integer)`

/** Where a step ends, in milliseconds; the one before it ends where it begins. */
export function endOfStep(step: number): number {
  return stepRatio ** step
}

/** Of all values of a step the one that is furthest from none of them by more than 2 %. */
export function middleOfStep(step: number): number {
  return (2 * stepRatio ** step) / (stepRatio + 1)
}

/** SQL: what is added up of attempts, by the columns of `rollup_key` and `rollup_quarter`. */
export const sumsOfAttempts = {
  calls: 'count(*)',
  answered: `sum(attempt.state = 'answered')`,
  timed: `sum(attempt.state = 'answered' and attempt.duration_ms is not null)`,
  duration_us: `coalesce(sum(case when attempt.state = 'answered' then cast(round(attempt.duration_ms * 1000) as integer) end), 0)`,
  cost_nanousd: 'coalesce(sum(attempt.cost_nanousd), 0)',
  upper_nanousd: 'coalesce(sum(case when attempt.cost_nanousd is null then attempt.cost_upper_nanousd end), 0)',
  uncached_input_tokens: 'coalesce(sum(attempt.uncached_input_tokens), 0)',
  cache_read_input_tokens: 'coalesce(sum(attempt.cache_read_input_tokens), 0)',
  cache_write_input_tokens: 'coalesce(sum(attempt.cache_write_5m_input_tokens + attempt.cache_write_1h_input_tokens), 0)',
  text_output_tokens: 'coalesce(sum(attempt.text_output_tokens), 0)',
  reasoning_output_tokens: 'coalesce(sum(attempt.reasoning_output_tokens), 0)',
} as const

export type SumColumn = keyof typeof sumsOfAttempts
export const sumColumns = Object.keys(sumsOfAttempts) as readonly SumColumn[]
