import { spawnSync } from 'node:child_process'
import { existsSync, globSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const parts = ['main/desktop.js', 'main/cli.js', 'preload/index.cjs', 'renderer/index.html']
const sources = ['src/**/*.*', 'migrations/*.ts', 'electron.vite.config.ts', 'package.json']

/** Builds `out/` where a part of it is missing or older than what it is made of; says so on stderr. Ends the process when that fails. */
export function buildIfOutdated() {
  if (!isOutdated()) return
  process.stderr.write('Building, once…\n')
  const vite = path.join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

/** For Vitest, before what it runs over the build. */
export { buildIfOutdated as setup }

function isOutdated() {
  const built = parts.map((name) => path.join(root, 'out', name))
  if (!built.every((file) => existsSync(file))) return true
  const newest = Math.max(
    ...globSync(sources, { cwd: root, exclude: ['**/*.test.ts'] }).map((file) => statSync(path.join(root, file)).mtimeMs),
  )
  return built.some((file) => statSync(file).mtimeMs < newest)
}
