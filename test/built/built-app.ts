import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')

/** The built app's files, in `out`. Built here where they are missing; `npm test` builds them anew before it comes to the tests. */
export function builtFile(name: string): string {
  const file = path.join(root, 'out', name)
  if (!existsSync(file)) {
    const { status } = spawnSync('node_modules/.bin/electron-vite', ['build', '--logLevel', 'warn'], { cwd: root, stdio: 'inherit' })
    if (status !== 0 || !existsSync(file)) throw new Error(`npm run build leaves no ${file}`)
  }
  return file
}
