/** In place of what the contract has and the engine does not do yet. */
export function notYet(): never {
  throw new Error('this is not built yet')
}
