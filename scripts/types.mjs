// Checks the types of every project. Ends with 1 when one has an error.
import { spawnSync } from 'node:child_process'
import { requirePinnedNode } from './node-version.mjs'
import { listProjects } from './projects.mjs'

requirePinnedNode()
let failed = 0
for (const project of listProjects()) {
  const { status } = spawnSync('node_modules/.bin/tsc', ['-p', `tsconfig.${project}.json`], { stdio: 'inherit' })
  process.stdout.write(`${status === 0 ? 'ok  ' : 'FAIL'} types: ${project}\n`)
  if (status !== 0) failed += 1
}
process.exitCode = failed === 0 ? 0 : 1
