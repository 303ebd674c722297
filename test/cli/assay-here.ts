import path from 'node:path'
import { PassThrough } from 'node:stream'
import { configFolder, createLog, createSecretStore, createSettingsStore, type FolderFacts, systemClock } from '#adapters'
import { main } from '../../src/main/cli/main.ts'
import { createTerminal } from '../../src/main/cli/terminal.ts'
import { shippedFiles } from '../builders/shipped-engine.ts'
import type { AssayOptions, Ended } from './assay.ts'

const env = { ASSAY_USER: 'ada' }

/**
 * A command as `assay` runs it, with the whole of its engine and what it says, in this process: without the second that a process of its own takes.
 * What a process is (signals, exit, its launcher, who holds a workspace) is for `assay`.
 */
export async function assayHere(
  args: readonly string[],
  { workspace, cwd = workspace, env: more = {}, input = '' }: AssayOptions,
): Promise<Ended> {
  const folders: FolderFacts = { env: { ...env, ...more }, platform: process.platform, homeFolder: workspace }
  const [stdin, stdout, stderr] = [new PassThrough(), heard(), heard()]
  stdin.end(input)
  let flush: () => void = () => undefined
  const code = await main(args, {
    terminal: createTerminal({ stdin, stdout: stdout.stream, stderr: stderr.stream }, folders.env),
    clock: systemClock,
    interrupts: { listen: () => () => undefined },
    workingFolder: cwd,
    version: shippedFiles.version,
    defaultWorkspace: workspace,
    openInBrowser: async () => false,
    engineParts: (folder) => {
      const log = createLog({ folder: path.join(folder, 'logs'), clock: systemClock, pid: process.pid, level: undefined })
      flush = () => log.flush()
      return {
        ...{ files: shippedFiles, clock: systemClock, log, pid: process.pid },
        caller: { user: 'ada', origin: 'cli' },
        preferences: createSettingsStore({ configFolder: configFolder(folders), clock: systemClock, log }),
        secrets: createSecretStore({
          env: folders.env,
          configFolder: configFolder(folders),
          onSecret: (value) => log.registerSecret(value),
        }),
      }
    },
  })
  flush()
  await new Promise((resolve) => setImmediate(resolve))
  return { code, stdout: stdout.text(), stderr: stderr.text() }
}

/** A command that has to succeed; the answer is its JSON document. */
export async function assayJsonHere<T>(args: readonly string[], options: AssayOptions): Promise<T> {
  const { code, stdout, stderr } = await assayHere([...args, '--json'], options)
  if (code !== 0) throw new Error(`assay ${args.join(' ')} ended with ${code}:\n${stderr}\n${stdout}`)
  return JSON.parse(stdout)
}

function heard() {
  const chunks: string[] = []
  const stream = new PassThrough()
  stream.on('data', (chunk: Buffer) => chunks.push(chunk.toString('utf8')))
  return { stream, text: () => chunks.join('') }
}
