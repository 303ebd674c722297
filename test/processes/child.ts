import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'

/** One line of a child's standard output. */
export type Said = Readonly<Record<string, unknown>>

export interface ChildOptions {
  readonly entry: URL
  /** Told to the child as one argument, in JSON. */
  readonly order?: object
  readonly args?: readonly string[]
  /** For Node itself, such as `--cpu-prof`. */
  readonly nodeFlags?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Killed when it has not ended by then. */
  readonly patienceMs: number
}

/** How a child ended. */
export interface ChildEnd {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly errors: string
}

const keptErrorBytes = 20_000

/** Sources are stripped of their types once, not once for each process, thread and run of the tests. */
const compileCache = path.resolve(import.meta.dirname, '../../out/compile-cache')

/**
 * A Node process that says what it does in JSON lines. Invariants:
 * 1. Every whole line it wrote before its end is heard, however it ended; half a line is not.
 * 2. It does not outlive its patience.
 */
export class Child {
  readonly ended: Promise<ChildEnd>
  readonly #process: ChildProcess
  readonly #said: Said[] = []
  readonly #listeners = new Set<(said: Said) => void>()
  #errors = ''

  constructor({ entry, order, args = [], nodeFlags = [], env = {}, patienceMs }: ChildOptions) {
    const told = order === undefined ? [] : [JSON.stringify(order)]
    this.#process = spawn(process.execPath, [...nodeFlags, entry.pathname, ...told, ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, NODE_COMPILE_CACHE: compileCache, ...env },
    })
    this.#process.stderr?.on('data', (chunk) => {
      this.#errors = (this.#errors + String(chunk)).slice(-keptErrorBytes)
    })
    this.ended = this.#watch(patienceMs)
  }

  get said(): readonly Said[] {
    return this.#said
  }

  get pid(): number | undefined {
    return this.#process.pid
  }

  /** Calls back with every line from now on. */
  onSaid(listener: (said: Said) => void): void {
    this.#listeners.add(listener)
  }

  /** The first line with this key, said already or to come. Throws when the child ends without it. */
  async hear(key: string): Promise<Said> {
    const heard = new Promise<Said>((resolve) => {
      this.onSaid((said) => key in said && resolve(said))
    })
    const before = this.#said.find((said) => key in said)
    const said = before ?? (await Promise.race([heard, this.ended.then(() => undefined)])) ?? this.#said.find((each) => key in each)
    if (said !== undefined) return said
    const { code, signal, errors } = await this.ended
    throw new Error(`a child ended (${code ?? signal}) before it said ${key}\n${errors}`)
  }

  /** One line to its standard input. */
  tell(line: object): void {
    this.#process.stdin?.write(`${JSON.stringify(line)}\n`)
  }

  kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): void {
    this.#process.kill(signal)
  }

  /** Closes its standard input, by which it ends by itself, and waits. Throws when it ended badly. */
  async finish(): Promise<void> {
    this.#process.stdin?.end()
    const { code, signal, errors } = await this.ended
    if (code !== 0) throw new Error(`a child ended badly (${code ?? signal})\n${errors}`)
  }

  async #watch(patienceMs: number): Promise<ChildEnd> {
    const { stdout } = this.#process
    if (stdout === null) throw new Error('the child has no standard output')
    this.#process.stdin?.on('error', () => undefined)
    const lines = createInterface({ input: stdout })
    lines.on('line', (line) => this.#hear(line))
    const patience = setTimeout(() => this.kill(), patienceMs)
    const [[code, signal]] = await Promise.all([once(this.#process, 'close'), once(lines, 'close')])
    clearTimeout(patience)
    return { code, signal, errors: this.#errors }
  }

  /** What is no JSON is what a dying process left of a line. */
  #hear(line: string): void {
    const said = parsed(line)
    if (said === undefined) return
    this.#said.push(said)
    for (const listener of this.#listeners) listener(said)
  }
}

function parsed(line: string): Said | undefined {
  try {
    return JSON.parse(line) as Said
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
