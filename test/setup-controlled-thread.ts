import { rmSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'
import { migrate } from '../src/main/engine/storage/sqlite/migrate.ts'
import { openDatabase } from '../src/main/engine/storage/sqlite/open-database.ts'
import type {} from './provided.ts'

const root = path.resolve(import.meta.dirname, '..')

/**
 * What every engine of a test begins with, made once and gone with the run. The storage thread over a controlled disk, in one piece: from its
 * sources it takes half a second to load, most of it to strip types and to find packages. A database that has been through all migrations: they
 * take longer than all else a new workspace needs.
 */
export async function setup({ name, provide }: TestProject): Promise<() => void> {
  const folder = path.join(root, 'out', 'test-threads', `${process.pid}-${name}`)
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
  const emptyDatabase = path.join(folder, 'empty.db')
  const db = openDatabase(emptyDatabase)
  migrate(db)
  db.close()
  provide('controlledStorageThread', pathToFileURL(path.join(folder, 'thread.mjs')).href)
  provide('emptyDatabase', emptyDatabase)
  provide('compileCache', path.join(folder, 'compile-cache'))
  return () => rmSync(folder, { recursive: true, force: true })
}
