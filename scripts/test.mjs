// The whole of what is checked, one step after the other; a failed step stops none of the others. The last line is read by machines.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { requirePinnedNode } from './node-version.mjs'

requirePinnedNode()

const vitestReport = 'out/vitest.json'
const bin = (name) => `node_modules/.bin/${name}`
const steps = [
  { title: 'types', command: process.execPath, args: ['scripts/types.mjs'] },
  { title: 'lint', command: bin('biome'), args: ['ci', '--error-on-warnings', '.'] },
  { title: 'build', command: bin('electron-vite'), args: ['build', '--logLevel', 'warn'] },
  {
    title: 'unit and integration tests, coverage',
    command: bin('vitest'),
    args: ['run', '--coverage', '--reporter=dot', '--reporter=json', `--outputFile.json=${vitestReport}`],
    count: countVitest,
  },
  { title: 'crash', command: process.execPath, args: ['scripts/crash.mjs', '--rounds', '20'], count: countOne },
]

rmSync(vitestReport, { force: true })
// Colours are for terminals; a log is read as text.
const env = process.stdout.isTTY ? process.env : { ...process.env, NO_COLOR: '1' }
const totals = { passed: 0, failed: 0, skipped: 0 }
for (const step of steps) {
  const startedMs = performance.now()
  const { status, signal, error } = spawnSync(step.command, step.args, { stdio: 'inherit', env })
  if (error) process.stderr.write(`${step.title} could not be started: ${error.message}. Has npm ci been run?\n`)
  if (signal === 'SIGINT' || signal === 'SIGTERM') process.exit(130)
  const isWell = status === 0
  const { passed = 0, failed = 0, skipped = 0 } = step.count?.(isWell) ?? {}
  totals.passed += passed
  totals.failed += failed === 0 && !isWell ? 1 : failed
  totals.skipped += skipped
  process.stdout.write(`${isWell ? 'ok  ' : 'FAIL'} ${step.title}, ${((performance.now() - startedMs) / 1000).toFixed(1)} s\n`)
}
if (totals.skipped > 0) process.stdout.write(`${totals.skipped} skipped\n`)
if (totals.passed === 0 && totals.failed === 0) {
  process.stdout.write('no test ran\n')
  totals.failed = 1
}
process.stdout.write(`${totals.passed} passed, ${totals.failed} failed\n`)
process.exitCode = totals.failed === 0 ? 0 : 1

/** A run that ended badly without a failed test (coverage, a leak, a file that does not load) has a failed count of 0 here; the loop makes it one. */
function countVitest() {
  if (!existsSync(vitestReport)) return {}
  const report = JSON.parse(readFileSync(vitestReport, 'utf8'))
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests + report.numTodoTests }
}

/** A step that is one test. */
function countOne(isWell) {
  return isWell ? { passed: 1 } : { failed: 1 }
}
