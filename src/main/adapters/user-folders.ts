import path from 'node:path'

/** What the places of a person's files depend on. */
export interface FolderFacts {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly homeFolder: string
}

/** Where a person's data lives by the platform's custom; a relative `XDG_DATA_HOME` is ignored, as its specification asks. */
export function dataFolder({ env, platform, homeFolder }: FolderFacts): string {
  if (platform === 'darwin') return path.join(homeFolder, 'Library', 'Application Support', 'Assay')
  if (platform === 'win32') return path.join(env['APPDATA'] ?? path.join(homeFolder, 'AppData', 'Roaming'), 'Assay')
  return path.join(absolute(env['XDG_DATA_HOME']) ?? path.join(homeFolder, '.local', 'share'), 'assay')
}

/** Where a person's settings and keys live; `ASSAY_CONFIG` names another folder. Never inside a workspace. */
export function configFolder(facts: FolderFacts): string {
  const { env, platform, homeFolder } = facts
  if (env['ASSAY_CONFIG']) return path.resolve(env['ASSAY_CONFIG'])
  if (platform === 'darwin' || platform === 'win32') return path.join(dataFolder(facts), 'config')
  return path.join(absolute(env['XDG_CONFIG_HOME']) ?? path.join(homeFolder, '.config'), 'assay')
}

/** The workspace all shells share unless told otherwise: `ASSAY_WORKSPACE`, else `default` in the data folder. Absolute. */
export function defaultWorkspace(facts: FolderFacts): string {
  return facts.env['ASSAY_WORKSPACE'] ? path.resolve(facts.env['ASSAY_WORKSPACE']) : path.join(dataFolder(facts), 'default')
}

function absolute(folder: string | undefined): string | undefined {
  return folder !== undefined && path.isAbsolute(folder) ? folder : undefined
}
