// Mutates `resilience` and `money` and asks their tests. Takes a quarter of an hour; ends with 1 under 80 %. Flags go on to Stryker.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { requirePinnedNode } from './node-version.mjs'

requirePinnedNode()
const report = 'out/mutation/report.json'
const stryker = 'node_modules/@stryker-mutator/core/bin/stryker.js'
rmSync(report, { force: true })
const { status, signal } = spawnSync(process.execPath, [stryker, 'run', ...process.argv.slice(2)], { stdio: 'inherit' })
if (existsSync(report)) summarise()
else process.stderr.write(`Stryker ended (${signal ?? status}) without a report.\n`)
process.exitCode = status ?? 1

/** Found: killed or timed out. Of those that can be found: without what does not compile or is ignored. */
function summarise() {
  const { files } = JSON.parse(readFileSync(report, 'utf8'))
  const folders = Map.groupBy(Object.entries(files), ([file]) => path.dirname(file))
  for (const [folder, entries] of folders) {
    const mutants = entries.flatMap(([, { mutants }]) => mutants)
    const count = (...statuses) => mutants.filter((mutant) => statuses.includes(mutant.status)).length
    const found = count('Killed', 'Timeout')
    const missed = count('Survived', 'NoCoverage')
    process.stdout.write(`${folder}: ${((100 * found) / (found + missed)).toFixed(1)} % (${found} of ${found + missed} found)\n`)
  }
  const survivors = Object.entries(files).flatMap(([file, { mutants }]) =>
    mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage').map((mutant) => ({ file, ...mutant })),
  )
  for (const { file, location, mutatorName, replacement } of survivors)
    process.stdout.write(`  ${file}:${location.start.line} ${mutatorName} ${JSON.stringify(replacement ?? '').slice(0, 100)}\n`)
}
