import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import type { ReadStream, WriteStream } from 'node:tty'
import { type Paint, paintFor } from './format/paint.ts'
import { readHidden, readPiped } from './read-secret.ts'

/** Where a command speaks. Results go to standard output, everything about them to standard error. */
export interface Terminal {
  out(text: string): void
  err(text: string): void
  /** Shows one line in place of the last such line; lines written meanwhile go above it. Empty: it is taken away. Nothing happens unless `isLive`. */
  live(text: string): void
  /** Shows a text in place of the last such text; where output is no terminal, below it. */
  screen(text: string): void
  /** Resolves to what the person typed, to nothing at the end of input; rejects with AbortError. Only where `canAsk`. */
  ask(question: string, signal: AbortSignal): Promise<string>
  /** A secret: typed unseen at a terminal, after `question`; else all of what is piped in, unasked. Rejects with InterruptedError at Ctrl-C. */
  askSecret(question: string): Promise<string>
  readonly isLive: boolean
  readonly canAsk: boolean
  /** A person may be looking: nothing that is written goes to a file or another program. */
  readonly isTerminal: boolean
  /** The width of a line; without a terminal there is no bound, so that a row is one line for grep. */
  readonly columns: number
  /** The width of the live line, which is on another stream. */
  readonly liveColumns: number
  readonly paint: Paint
}

export interface Streams {
  readonly stdin: ReadStream | NodeJS.ReadableStream
  readonly stdout: WriteStream | NodeJS.WritableStream
  readonly stderr: WriteStream | NodeJS.WritableStream
}

const clearScreen = '\u001b[H\u001b[2J'
const clearLine = '\r\u001b[2K'

export function createTerminal({ stdin, stdout, stderr }: Streams, env: Readonly<Record<string, string | undefined>>): Terminal {
  const isLive = isTerminal(stderr) && env['TERM'] !== 'dumb'
  const isColoured = !env['NO_COLOR'] && env['TERM'] !== 'dumb'
  let shown = ''
  const aboveLive = (write: () => void) => {
    if (shown !== '') stderr.write(clearLine)
    write()
    if (shown !== '') stderr.write(shown)
  }
  return {
    out: (text) => aboveLive(() => stdout.write(`${text}\n`)),
    err: (text) => aboveLive(() => stderr.write(`${text}\n`)),
    live(text) {
      if (!isLive || text === shown) return
      stderr.write(clearLine + text)
      shown = text
    },
    screen: (text) => void stdout.write(isTerminal(stdout) ? `${clearScreen}${text}\n` : `${text}\n`),
    async ask(question, signal) {
      const lines = createInterface({ input: stdin, output: stderr, terminal: false })
      try {
        return await Promise.race([lines.question(question, { signal }), once(lines, 'close', { signal }).then(() => '')])
      } finally {
        lines.close()
      }
    },
    async askSecret(question) {
      if (!isTerminal(stdin) || !('setRawMode' in stdin)) return await readPiped(stdin)
      stderr.write(question)
      try {
        return await readHidden(stdin)
      } finally {
        stderr.write('\n')
      }
    },
    isLive,
    canAsk: isTerminal(stdin) && isTerminal(stderr),
    isTerminal: isTerminal(stdout) && isTerminal(stderr),
    get columns() {
      return widthOf(stdout)
    },
    get liveColumns() {
      return widthOf(stderr)
    },
    paint: paintFor(isColoured && isTerminal(stdout) && isTerminal(stderr)),
  }
}

function widthOf(stream: Streams['stdout']): number {
  return isTerminal(stream) ? Math.max(40, stream.columns) : Number.POSITIVE_INFINITY
}

function isTerminal<T extends object>(stream: T): stream is T & WriteStream {
  return 'isTTY' in stream && stream.isTTY === true
}
