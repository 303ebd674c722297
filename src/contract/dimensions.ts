/** What calls are grouped by where neither cost nor outcome is a group of its own, and in which order it is offered. Plain values: the window reads them without a schema. */
export const callDimensions = ['service', 'provider', 'model', 'served_model', 'run', 'method', 'user', 'decision'] as const

/** What tells calls of one group apart by how they went and what they cost. */
export const outcomeDimensions = ['kind', 'code', 'cost_state'] as const

/** Periods, the longest first but for the quarter of an hour. */
export const periodDimensions = ['month', 'week', 'day', 'hour', 'quarter'] as const

export const costDimensions = [...callDimensions, ...outcomeDimensions, ...periodDimensions] as const
