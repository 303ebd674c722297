import { parseArgs } from 'node:util'
import { makeLedger } from './large-ledger.ts'

const usage = `npm run bench:ledger -- FOLDER [--attempts N] [--seed N] [--end INSTANT]

Makes a workspace with N attempts (1,000,000 unless told) of the 180 days before INSTANT (2026-11-21T20:00:00Z), the same for the same seed. Look at it with
  npm run -s assay -- serve --workspace FOLDER
`

/** The large workspace alone, for whoever wants to look at it. */
export function main(args: readonly string[]): void {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { attempts: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' }, end: { type: 'string' } },
  })
  const [folder, ...more] = positionals
  const [attempts, seed] = [Number(values.attempts), Number(values.seed)]
  const endMs = values.end === undefined ? undefined : Date.parse(values.end)
  if (
    folder === undefined ||
    more.length > 0 ||
    !Number.isInteger(attempts) ||
    attempts < 1000 ||
    !Number.isInteger(seed) ||
    Number.isNaN(endMs)
  ) {
    process.stderr.write(usage)
    process.exitCode = 2
    return
  }
  const made = makeLedger({ folder, attempts, seed, ...(endMs !== undefined && { endMs }) })
  process.stdout.write(`${JSON.stringify(made, undefined, 2)}\n`)
}
