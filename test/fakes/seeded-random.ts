/** The same draws for the same seed. */
export { Draws as SeededRandom } from '../../src/main/engine/batches/draws.ts'
