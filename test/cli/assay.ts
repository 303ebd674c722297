import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { builtFile } from '../built/built-app.ts'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface AssayOptions {
  readonly workspace: string
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** What is piped in; default: nothing is. */
  readonly input?: string
  /** What Node is started with; default: as the launcher starts the built command line. */
  readonly entry?: readonly string[]
}

/** What the launcher starts Node with: its own tests are beside. */
export const launched = ['--max-semi-space-size=2', '--max-old-space-size=512', '--heap-growing-percent=40', builtFile('main/cli.js')]

/** The built command line as the launcher starts it: a real engine, no key and no setting of the machine it runs on. */
export class RunningAssay {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  #stdout = ''
  #stderr = ''
  readonly #heard = new Set<() => void>()

  constructor(args: readonly string[], { workspace, cwd = root, env = {}, input, entry = launched }: AssayOptions) {
    const { PATH = '', TMPDIR = tmpdir() } = process.env
    const paths = { PATH, TMPDIR, HOME: workspace, NODE_COMPILE_CACHE: path.join(root, 'out', 'compile-cache') }
    this.child = spawn(process.execPath, [...entry, ...args], {
      cwd,
      env: { ...paths, ASSAY_WORKSPACE: workspace, ASSAY_USER: 'ada', ...env },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    })
    this.child.stdin?.end(input)
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text
      this.#tell()
    })
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text
      this.#tell()
    })
    this.ended = once(this.child, 'close').then(([code]) => {
      this.#tell()
      return { code, stdout: this.#stdout, stderr: this.#stderr }
    })
  }

  /** When so much has been said on either stream. Rejects when the command ends without it. */
  async says(pattern: RegExp): Promise<RegExpMatchArray> {
    for (;;) {
      const match = `${this.#stdout}\n${this.#stderr}`.match(pattern)
      if (match !== null) return match
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        throw new Error(`ended with ${this.child.exitCode ?? this.child.signalCode} without ${pattern}:\n${this.#stdout}\n${this.#stderr}`)
      }
      await new Promise<void>((resolve) => this.#heard.add(resolve))
    }
  }

  #tell(): void {
    for (const resolve of this.#heard) resolve()
    this.#heard.clear()
  }
}

/** Runs a command to its end. */
export async function assay(args: readonly string[], options: AssayOptions): Promise<Ended> {
  return await new RunningAssay(args, options).ended
}

/** Runs a command that has to succeed; the answer is its JSON document. */
export async function assayJson<T>(args: readonly string[], options: AssayOptions): Promise<T> {
  const { code, stdout, stderr } = await assay([...args, '--json'], options)
  if (code !== 0) throw new Error(`assay ${args.join(' ')} ended with ${code}:\n${stderr}\n${stdout}`)
  return JSON.parse(stdout)
}

export interface TemporaryWorkspace extends AssayOptions {
  remove(): void
}

export function temporaryWorkspace(): TemporaryWorkspace {
  const workspace = mkdtempSync(path.join(tmpdir(), 'assay-cli-'))
  return { workspace, cwd: workspace, remove: () => rmSync(workspace, { recursive: true, force: true }) }
}
