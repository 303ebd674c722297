import { rmSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { afterAll } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')

/**
 * The storage thread over a controlled disk, in one piece. From its sources it takes half a second to load, most of it to strip types and to find
 * packages, and a suite that opens an engine for each test would spend most of its time on that. Built once per test file, and gone with it.
 */
export async function bundleControlledThread(): Promise<URL> {
  const folder = path.join(root, 'out', 'test-threads', String(process.pid))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  await build({
    root,
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: 'test/fakes/controlled-storage-thread.ts',
      outDir: folder,
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'thread.mjs', chunkFileNames: '[name].mjs' } },
    },
    ssr: { noExternal: true, external: ['better-sqlite3'] },
  })
  return pathToFileURL(path.join(folder, 'thread.mjs'))
}
