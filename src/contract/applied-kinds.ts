/** What an import may add or change, by the count that tells it, in the order it is told, and what one of it is called. Plain values: the window reads them without a schema. */
export const appliedKinds = { models: 'model', prices: 'price', providers: 'provider', pools: 'pool', settings: 'setting' } as const
export type AppliedKind = keyof typeof appliedKinds
