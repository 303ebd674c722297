import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Configuration } from 'electron-builder'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { appId } from '../../src/main/desktop/app-id.ts'
import { linkScheme } from '../../src/main/desktop/deep-link.ts'

const root = path.resolve(import.meta.dirname, '../..')
const config: Configuration = parse(readFileSync(path.join(root, 'electron-builder.yml'), 'utf8'))

/** What electron-builder checks a configuration with before it packages anything. */
const ofBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder'))
const { validateConfiguration }: { validateConfiguration(config: object, log: object): Promise<void> } = ofBuilder(
  'app-builder-lib/out/util/config/config',
)
const schema: { definitions: { FuseOptionsV1: { properties: object } } } = ofBuilder('app-builder-lib/scheme.json')
const silent = { isEnabled: false }

const safeFuses = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
} satisfies NonNullable<Configuration['electronFuses']>

describe('the packaged app', () => {
  it('is described as electron-builder understands it', async () => {
    await expect(validateConfiguration(config, silent)).resolves.toBeUndefined()
    await expect(validateConfiguration({ ...config, electronFuses: { runAsNodes: false } }, silent)).rejects.toThrow(/electronFuses/)
  })

  it('has every fuse of Electron set, and none left as it comes', () => {
    expect(config.electronFuses).toEqual(safeFuses)
    // It is about how a Mac's binary is signed, and is no fuse.
    const known = Object.keys(schema.definitions.FuseOptionsV1.properties).filter((name) => name !== 'resetAdHocDarwinSignature')
    expect(Object.keys(safeFuses).sort()).toEqual(known.sort())
  })

  it('runs from an archive, and goes by the names that its code has', () => {
    expect([config.asar, config.appId, config.protocols]).toEqual([true, appId, [{ name: 'Assay', schemes: [linkScheme] }]])
  })

  it('holds what it runs and reads, and nothing of the clone around it', () => {
    const files = Array.isArray(config.files) ? config.files.filter((each) => typeof each === 'string') : []
    const isTaken = (file: string) =>
      files.some((each) => !each.startsWith('!') && path.matchesGlob(file, each)) &&
      !files.some((each) => each.startsWith('!') && path.matchesGlob(file, each.slice(1)))
    const needed = [
      ...['package.json', 'out/main/desktop.js', 'out/main/storage-thread.js', 'out/main/simulator-thread.js', 'out/main/chunks/x.js'],
      ...[
        'out/preload/index.cjs',
        'out/renderer/index.html',
        'out/renderer/assets/x.js',
        'resources/seed/catalog.json',
        'resources/icon.png',
      ],
    ]
    expect(needed.filter((file) => !isTaken(file))).toEqual([])
    const foreign = ['out/e2e.json', 'out/main/desktop.js.map', 'src/main/index.ts', 'test/layers.test.ts', 'docs/security.md', '.npmrc']
    expect(foreign.filter(isTaken)).toEqual([])
    expect(files).toContain('!node_modules/node/**')
  })
})
