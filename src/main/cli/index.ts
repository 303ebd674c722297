import { homedir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import {
  configFolder,
  createLog,
  createSecretStore,
  createSettingsStore,
  defaultWorkspace,
  type FolderFacts,
  findAppFiles,
  systemClock,
  userName,
} from '#adapters'
import { exitCodes } from './exit-code.ts'
import { createInterrupts } from './interrupts.ts'
import { main } from './main.ts'
import { createTerminal } from './terminal.ts'

const { env, platform, pid } = process
const files = findAppFiles(import.meta.url)
const folders: FolderFacts = { env, platform, homeFolder: homedir() }

// A reader that has seen enough (`assay models list | head -1`) closes the pipe; that is no failure of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error
  })
}

const exitCode = await main(process.argv.slice(2), {
  terminal: createTerminal(process, env),
  clock: systemClock,
  interrupts: createInterrupts(process),
  workingFolder: process.cwd(),
  version: files.version,
  defaultWorkspace: defaultWorkspace(folders),
  openInBrowser: async (address) => {
    const { openInBrowser } = await import('#server')
    return await openInBrowser(address, { platform, env, clock: systemClock })
  },
  engineParts: (workspace) => {
    const log = createLog({ folder: path.join(workspace, 'logs'), clock: systemClock, pid, level: env['ASSAY_LOG'] })
    process.once('exit', () => log.flush())
    return {
      ...{ files, clock: systemClock, log, pid },
      caller: { user: userName(env), origin: 'cli' },
      preferences: createSettingsStore({ configFolder: configFolder(folders), clock: systemClock, log }),
      secrets: createSecretStore({ env, configFolder: configFolder(folders), onSecret: (value) => log.registerSecret(value) }),
    }
  },
})
// What was cut off may still be reading a dataset: nobody waits for it.
if (exitCode === exitCodes.interrupted) process.exit(exitCode)
process.exitCode = exitCode
