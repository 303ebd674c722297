/** What an address of the pools page says: which pool is open beside the list, as `provider/pool`. What is none of ours is passed over. */
export interface PoolsSearch {
  readonly pool?: string
}

export function readPoolsSearch({ pool }: Record<string, unknown>): PoolsSearch {
  return typeof pool === 'string' && pool.trim() !== '' ? { pool: pool.trim() } : {}
}
