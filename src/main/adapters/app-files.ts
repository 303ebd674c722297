import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** Where the parts of the app lie, in a clone (sources, run as they are) and once built. */
export interface AppFiles {
  readonly root: string
  readonly version: string
  readonly seedCatalogFile: string
  readonly storageThread: URL
  readonly importThread: URL
  readonly exportThread: URL
  readonly checkThread: URL
  /** The entry of the process of a question in SQL. */
  readonly questionProcess: URL
  readonly simulatorThread: URL
}

/**
 * Finds the app's files from any of its modules, by the nearest package.json above it. A module that is TypeScript runs from the sources.
 * Errors: throws when no package.json lies above: the app was taken apart.
 */
export function findAppFiles(moduleUrl: string): AppFiles {
  const modulePath = fileURLToPath(moduleUrl)
  const root = findRoot(path.dirname(modulePath))
  const { version }: { version: string } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const thread = (source: string, built: string) => pathToFileURL(path.join(root, modulePath.endsWith('.ts') ? source : built))
  return {
    root,
    version,
    seedCatalogFile: path.join(root, 'resources', 'seed', 'catalog.json'),
    storageThread: thread('src/main/engine/storage/storage-thread.ts', 'out/main/storage-thread.js'),
    exportThread: thread('src/main/engine/exports/export-thread.ts', 'out/main/export-thread.js'),
    checkThread: thread('src/main/engine/checks/check-thread.ts', 'out/main/check-thread.js'),
    importThread: thread('src/main/engine/imports/import-thread.ts', 'out/main/import-thread.js'),
    questionProcess: thread('src/main/questions/question-process.ts', 'out/main/question-process.js'),
    simulatorThread: thread('src/main/simulator/simulator-thread.ts', 'out/main/simulator-thread.js'),
  }
}

function findRoot(folder: string): string {
  if (existsSync(path.join(folder, 'package.json'))) return folder
  const parent = path.dirname(folder)
  if (parent === folder) throw new Error('no package.json above the app: it was not installed whole')
  return findRoot(parent)
}
