import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { mayImport } from './engine-folders.ts'

/** What Biome and the compiler cannot say about who may know whom: edges between resolved files, types included. */

const root = path.resolve(import.meta.dirname, '..')
const files = globSync(['src/**/*.{ts,tsx}', 'migrations/*.ts'], { cwd: root }).filter((file) => !/\.test(-d)?\.tsx?$/.test(file))
const texts = new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]))
const specifier = /(?:\bfrom\s*|\bimport\s*\(?\s*)['"]([^'"\n]+)['"]/g

interface Edge {
  readonly file: string
  readonly to: string
  /** The file it leads to; undefined: a package. */
  readonly target: string | undefined
}

const edges: readonly Edge[] = [...texts].flatMap(([file, text]) =>
  [...text.matchAll(specifier)].map(([, to = '']) => ({ file, to, target: targetOf(file, to) })),
)

function targetOf(file: string, to: string): string | undefined {
  if (to.startsWith('.')) return path.posix.normalize(path.posix.join(path.posix.dirname(file), to))
  if (!to.startsWith('#')) return undefined
  for (const [alias, target] of Object.entries(manifest.imports)) {
    const [head = '', tail] = alias.split('*')
    if (tail === undefined ? to === alias : to.startsWith(head)) return target.replace('*', to.slice(head.length)).slice(2)
  }
  return `unresolved ${to}`
}

const isIn = (file: string | undefined, ...folders: readonly string[]) => folders.some((folder) => file?.startsWith(folder))
const areaOf = (file: string | undefined) => /^src\/main\/engine\/([^/]+)\//.exec(file ?? '')?.[1]
const shellOf = (file: string | undefined) => /^src\/main\/(?:(cli|server|desktop)\/|index\.ts$)/.exec(file ?? '')?.[1] ?? 'desktop'
const isShell = (file: string | undefined) => /^src\/main\/(cli\/|server\/|desktop\/|index\.ts$)/.test(file ?? '')
const offending = (isBad: (edge: Edge) => boolean) => edges.filter(isBad).map(({ file, to }) => `${file} -> ${to}`)

describe('layers', () => {
  it('every import leads somewhere', () => {
    expect(edges.length).toBeGreaterThan(500)
    expect(offending(({ target }) => isIn(target, 'unresolved') || (isIn(target, 'src/', 'migrations/') && !isThere(target)))).toEqual([])
  })

  it('contract imports itself, oRPC and zod', () => {
    expect(
      offending(({ file, to, target }) =>
        isIn(file, 'src/contract/') ? !isIn(target, 'src/contract/') && to !== 'zod' && to !== '@orpc/contract' : false,
      ),
    ).toEqual([])
  })

  it('the engine imports itself, the contract and, in storage, the migrations', () => {
    expect(
      offending(
        ({ file, target }) =>
          isIn(file, 'src/main/engine/') &&
          target !== undefined &&
          !isIn(target, 'src/main/engine/', 'src/contract/') &&
          !(areaOf(file) === 'storage' && isIn(target, 'migrations/')),
      ),
    ).toEqual([])
  })

  it('folders of the engine import those below them', () => {
    expect(
      offending(({ file, target }) => {
        const [from, to] = [areaOf(file), areaOf(target)]
        return from !== undefined && to !== undefined && from !== to && !mayImport[from]?.includes(to)
      }),
    ).toEqual([])
  })

  it('nothing but createEngine and the index of the engine imports procedures', () => {
    const allowed = ['src/main/engine/create-engine.ts', 'src/main/engine/index.ts']
    expect(
      offending(({ file, target }) => areaOf(target) === 'procedures' && areaOf(file) !== 'procedures' && !allowed.includes(file)),
    ).toEqual([])
  })

  it('a folder of the engine is entered by its index', () => {
    expect(
      offending(({ file, target }) => {
        const to = areaOf(target)
        return to !== undefined && areaOf(file) !== to && target !== `src/main/engine/${to}/index.ts`
      }),
    ).toEqual([])
  })

  it('resilience and money import no package and, beside themselves, the contract alone', () => {
    expect(
      offending(
        ({ file, target }) =>
          ['resilience', 'money'].includes(areaOf(file) ?? '') &&
          !isIn(target, 'src/contract/', 'src/main/engine/resilience/', 'src/main/engine/money/'),
      ),
    ).toEqual([])
  })

  it('a shell imports the index of the engine, and no other shell; the command line starts the loopback shell', () => {
    expect(
      offending(({ file, target }) => isShell(file) && isIn(target, 'src/main/engine/') && target !== 'src/main/engine/index.ts'),
    ).toEqual([])
    const mayStart = ({ file, target }: Edge) => shellOf(file) === 'cli' && target === 'src/main/server/index.ts'
    expect(
      offending((edge) => isShell(edge.file) && isShell(edge.target) && shellOf(edge.file) !== shellOf(edge.target) && !mayStart(edge)),
    ).toEqual([])
  })

  it('what is handed to shells knows the ports of the engine, and no shell', () => {
    expect(
      offending(
        ({ file, target }) =>
          isIn(file, 'src/main/adapters/', 'src/main/attach/', 'src/main/renderer-files/', 'src/main/simulator/') &&
          (isShell(target) || (isIn(target, 'src/main/engine/') && target !== 'src/main/engine/ports/index.ts')),
      ),
    ).toEqual([])
  })

  it('what opens an engine for a shell knows its index, what is handed to it, and no shell', () => {
    const known = ['src/main/hosting/', 'src/main/adapters/', 'src/main/attach/', 'src/main/simulator/', 'src/contract/']
    expect(
      offending(
        ({ file, target }) =>
          isIn(file, 'src/main/hosting/') && target !== undefined && !isIn(target, ...known, 'src/main/engine/index.ts'),
      ),
    ).toEqual([])
  })

  it('the simulator imports itself and the contract: it shares no code with what it tests', () => {
    expect(
      offending(
        ({ file, target }) =>
          isIn(file, 'src/main/simulator/') && target !== undefined && !isIn(target, 'src/main/simulator/', 'src/contract/'),
      ),
    ).toEqual([])
  })

  it('the renderer imports itself and the contract, and nothing in main imports it', () => {
    expect(
      offending(
        ({ file, target }) => isIn(file, 'src/renderer/') && target !== undefined && !isIn(target, 'src/renderer/', 'src/contract/'),
      ),
    ).toEqual([])
    expect(offending(({ file, target }) => !isIn(file, 'src/renderer/') && isIn(target, 'src/renderer/'))).toEqual([])
  })

  it('a feature of the window is closed to its siblings, and what it shows is known to none of what it is made of', () => {
    const featureOf = (file: string | undefined) => /^src\/renderer\/src\/features\/([^/]+)\//.exec(file ?? '')?.[1]
    expect(
      offending(({ file, target }) => {
        const to = featureOf(target)
        return to !== undefined && to !== featureOf(file) && !isIn(file, 'src/renderer/src/app/')
      }),
    ).toEqual([])
    const made = ['lib', 'transport', 'ui', 'parts', 'charts']
    const folderOf = (file: string | undefined) => made.indexOf(/^src\/renderer\/src\/([^/]+)\//.exec(file ?? '')?.[1] ?? '')
    expect(
      offending(({ file, target }) => isIn(target, 'src/renderer/src/') && folderOf(file) >= 0 && folderOf(target) > folderOf(file)),
    ).toEqual([])
  })

  it('preload imports electron alone', () => {
    expect(offending(({ file, to }) => isIn(file, 'src/preload/') && to !== 'electron')).toEqual([])
  })

  it('electron is imported by the desktop shell and preload', () => {
    expect(
      offending(({ file, to }) => /^electron(-store)?$/.test(to) && !isIn(file, 'src/main/index.ts', 'src/main/desktop/', 'src/preload/')),
    ).toEqual([])
  })
})

describe('what is written in no file', () => {
  it('a transaction of Kysely: an await could stand between its BEGIN and COMMIT', () => {
    expect(filesWith(/\.transaction\(\)/, 'src/', 'migrations/')).toEqual([])
  })

  it('the time or chance of the machine, where Clock and Random are to be taken', () => {
    const ambient = /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bperformance\.now\b|\b(?:setTimeout|setInterval|setImmediate)\(/
    expect(
      filesWith(
        ambient,
        'src/contract/',
        'src/main/engine/',
        'src/main/cli/',
        'src/main/server/',
        'src/main/desktop/',
        'src/main/hosting/',
        'migrations/',
      ),
    ).toEqual([])
  })

  it('a cast that the compiler would refuse', () => {
    expect(filesWith(/\bas unknown as\b|\bas any\b|@ts-ignore|@ts-nocheck/, 'src/', 'migrations/')).toEqual([])
  })
})

function isThere(file: string | undefined): boolean {
  return file !== undefined && (texts.has(file) || globSync(file, { cwd: root }).length === 1)
}

/** Files below the folders whose code, apart from comments, holds the pattern. */
function filesWith(pattern: RegExp, ...folders: readonly string[]): string[] {
  return [...texts].flatMap(([file, text]) =>
    isIn(file, ...folders) && pattern.test(text.replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '')) ? [file] : [],
  )
}
