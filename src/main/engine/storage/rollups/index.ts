export { clearRollups } from './clear-rollups.ts'
export { rollUp, rollupState } from './roll-up.ts'
export { RollupKeeper } from './rollup-keeper.ts'
export * from './units.ts'
