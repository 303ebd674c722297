/** Chance, as the engine is given it: uniform in [0, 1). */
export interface Random {
  next(): number
}
