import { parseArgs } from 'node:util'
import type { Sabotage } from './act.ts'
import { crash, lineOf } from './crash.ts'

const shownFaults = 20
const usage = 'npm run crash -- [--rounds N] [--seed S] [--sabotage no-write-ahead|commit-after-report]'

/** Runs the harness from the command line: a line per workspace, the faults, and the line that sums it up. Sets the exit code. */
export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { rounds: { type: 'string', default: '50' }, seed: { type: 'string', default: '1' }, sabotage: { type: 'string' } },
  })
  const rounds = Number(values.rounds)
  const seed = Number(values.seed)
  const { sabotage } = values
  if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed) || !(sabotage === undefined || isSabotage(sabotage))) {
    process.stderr.write(`${usage}\n`)
    process.exitCode = 2
    return
  }
  const startedMs = performance.now()
  const result = await crash({
    ...{ rounds, seed, sabotage },
    onAct: (act, done, { killsInFlight, answered, faults }) => {
      const seconds = ((performance.now() - startedMs) / 1000).toFixed(1)
      process.stdout.write(
        `workspace ${act}: ${done} of ${rounds} rounds, ${killsInFlight} calls cut off, ${answered} answered, ${faults.length} faults, ${seconds} s\n`,
      )
    },
  })
  for (const fault of result.faults.slice(0, shownFaults)) process.stdout.write(`  ${fault}\n`)
  if (result.faults.length > shownFaults) process.stdout.write(`  and ${result.faults.length - shownFaults} more\n`)
  process.stdout.write(`${lineOf(result)}\n`)
  process.exitCode = result.isWell ? 0 : 1
}

function isSabotage(text: string): text is Sabotage {
  return text === 'no-write-ahead' || text === 'commit-after-report'
}
