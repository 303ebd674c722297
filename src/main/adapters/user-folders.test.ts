import { describe, expect, it } from 'vitest'
import { configFolder, defaultWorkspace } from './user-folders.ts'

const linux = { platform: 'linux', homeFolder: '/home/ada', env: {} } as const

describe('defaultWorkspace', () => {
  it('lies in the data folder of the platform', () => {
    expect(defaultWorkspace(linux)).toBe('/home/ada/.local/share/assay/default')
    expect(defaultWorkspace({ ...linux, env: { XDG_DATA_HOME: '/data' } })).toBe('/data/assay/default')
    expect(defaultWorkspace({ ...linux, platform: 'darwin' })).toBe('/home/ada/Library/Application Support/Assay/default')
  })
  it('ignores a relative XDG_DATA_HOME', () => {
    expect(defaultWorkspace({ ...linux, env: { XDG_DATA_HOME: 'data' } })).toBe('/home/ada/.local/share/assay/default')
  })
  it('is what ASSAY_WORKSPACE names', () => {
    expect(defaultWorkspace({ ...linux, env: { ASSAY_WORKSPACE: '/w' } })).toBe('/w')
  })
})

describe('configFolder', () => {
  it('lies apart from every workspace', () => {
    expect(configFolder(linux)).toBe('/home/ada/.config/assay')
    expect(configFolder({ ...linux, env: { XDG_CONFIG_HOME: '/c' } })).toBe('/c/assay')
    expect(configFolder({ ...linux, platform: 'darwin' })).toBe('/home/ada/Library/Application Support/Assay/config')
  })
})
