import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { invalidInput } from './input-error.ts'
import { sayUnreadable } from './unreadable.ts'

const lineFeed = 0x0a
/** What is read of it at a time is worked on in one turn: so much takes a few milliseconds, however short the rows are. */
const chunkBytes = 16_384

/**
 * A file's text, piece by piece as it is read, without its byte order mark; a piece may end inside a line, never inside a character.
 * Errors: INVALID_INPUT naming the file: missing, a folder, unreadable, or the line that is no UTF-8.
 */
export async function* readText(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 1
  for await (const bytes of readBytes(file)) {
    yield decoded(
      () => decoder.decode(bytes, { stream: true }),
      () => notUtf8(file, bytes, line),
    )
    line += linesIn(bytes)
  }
  yield decoded(
    () => decoder.decode(),
    () => notUtf8(file, Buffer.alloc(0), line),
  )
}

async function* readBytes(file: string): AsyncGenerator<Buffer> {
  try {
    for await (const bytes of createReadStream(file, { highWaterMark: chunkBytes })) yield bytes
  } catch (cause) {
    throw invalidInput(file, [{ path: '', message: sayUnreadable(cause) }])
  }
}

function decoded(decode: () => string, failure: () => Error): string {
  try {
    return decode()
  } catch (cause) {
    const error = failure()
    error.cause = cause
    throw error
  }
}

function notUtf8(file: string, bytes: Buffer, firstLine: number): Error {
  const mark = firstLine === 1 ? bytes.subarray(0, 2).toString('hex') : ''
  if (mark === 'fffe' || mark === 'feff')
    return invalidInput(file, [{ path: '', line: 1, message: 'the file is in UTF-16: save it as UTF-8' }])
  return invalidInput(file, [
    { path: '', line: firstBadLine(bytes, firstLine), message: 'this line is not valid UTF-8: save the file as UTF-8' },
  ])
}

/** A line feed is never part of another character, so lines can be judged one by one; the first may begin, the last may end within one. */
function firstBadLine(bytes: Buffer, firstLine: number): number {
  let from = Math.max(
    0,
    bytes.findIndex((byte, index) => index === 3 || !isContinuation(byte)),
  )
  for (let line = firstLine; ; line += 1) {
    const end = bytes.indexOf(lineFeed, from)
    if (end === -1 || !isUtf8(bytes.subarray(from, end))) return line
    from = end + 1
  }
}

/** A byte within a character, not its first. */
function isContinuation(byte: number): boolean {
  return byte >= 0x80 && byte < 0xc0
}

function linesIn(bytes: Buffer): number {
  let lines = 0
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) lines += 1
  return lines
}
