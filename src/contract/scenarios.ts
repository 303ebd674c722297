import { z } from 'zod'

/** A value of a dataset's row: what a `{{variable}}` stands for. */
export const Variable = z.union([z.string(), z.number(), z.boolean(), z.null()])
export type Variables = Readonly<Record<string, z.infer<typeof Variable>>>

/** Prompts of one run at most, however they come about. */
export const mostPrompts = 1_000_000

/**
 * Rows made of values by dimension. `grid`: each with each, the last dimension turning fastest; `zip`: the first of each, the second of each, and so on, so that all have as many;
 * `sample`: `count` different ones of the grid, drawn by `seed`, in the grid's order. With a dataset, each of its rows stands with each of these.
 */
export const Scenarios = z.strictObject({
  dimensions: z.record(z.string().min(1).max(200), z.array(Variable).min(1).max(100_000)),
  mode: z.enum(['grid', 'zip', 'sample']).default('grid'),
  count: z.int().min(1).max(mostPrompts).optional(),
  seed: z.int().min(0).max(2_147_483_647).default(1),
})
export type Scenarios = z.infer<typeof Scenarios>
