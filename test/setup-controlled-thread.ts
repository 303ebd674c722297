import { rmSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'

const root = path.resolve(import.meta.dirname, '..')

declare module 'vitest' {
  interface ProvidedContext {
    /** The file of the storage thread over a controlled disk. */
    readonly controlledStorageThread: string
  }
}

/**
 * The storage thread over a controlled disk, in one piece. From its sources it takes half a second to load, most of it to strip types and to find
 * packages, and a suite that opens an engine for each test would spend most of its time on that. Built once, and gone with the run.
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
  provide('controlledStorageThread', pathToFileURL(path.join(folder, 'thread.mjs')).href)
  return () => rmSync(folder, { recursive: true, force: true })
}
