import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'

const fullPipeWaitMs = 1

/**
 * One JSON line on standard output, handed to the system before this returns: a process killed right after has said it.
 * Waits, and with it everything in this thread, while the parent has not read what was said before.
 */
export function say(line: object): void {
  let bytes = Buffer.from(`${JSON.stringify(line)}\n`)
  while (bytes.length > 0) bytes = bytes.subarray(write(bytes))
}

function write(bytes: Buffer): number {
  try {
    return writeSync(1, bytes)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, fullPipeWaitMs)
    return 0
  }
}

/** What the parent wants, as it gave it. */
export function readOrder<Order>(): Order {
  return JSON.parse(process.argv[2] ?? '{}') as Order
}

/**
 * Says `ready` and waits for the parent's word to go. From then on the process ends when its parent does.
 * So a parent can have the next child loaded and waiting while this one works.
 */
export async function awaitWord(): Promise<void> {
  const lines = createInterface({ input: process.stdin })
  process.stdin.once('close', () => process.exit(3))
  const word = new Promise((resolve) => lines.once('line', resolve))
  say({ ready: true })
  await word
  process.stdin.unref()
}
