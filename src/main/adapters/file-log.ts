import pino from 'pino'
import type { Clock, Log } from '#engine/ports'
import { LogFiles } from './log-files.ts'
import { SecretRedactor } from './redact-secrets.ts'

export interface FileLogOptions {
  /** Made when the first line is written. */
  readonly folder: string
  readonly clock: Clock
  readonly pid: number
  /** As `ASSAY_LOG` has it; anything else counts as `info`. */
  readonly level: string | undefined
}

export interface FileLog extends Log {
  /** Writes what is still held back. Call it when the process ends. */
  flush(): void
}

const policy = { maxFiles: 14, maxBytes: 50_000_000 }
const levels = ['debug', 'info', 'warn', 'error', 'silent']
const flushAfterMs = 250
const flushAtChars = 16_384

/**
 * 1. One JSON object a line; the values of registered secrets are cut out of the finished line.
 * 2. A line waits at most 250 ms; an error is written at once.
 * 3. A log that cannot be written (full or read-only disk) loses lines, never a call.
 */
export function createLog({ folder, clock, pid, level }: FileLogOptions): FileLog {
  const files = new LogFiles(folder, clock, policy)
  const redactor = new SecretRedactor()
  let held = ''
  let timer: NodeJS.Timeout | undefined
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    const chunk = held
    held = ''
    if (chunk !== '') tryTo(() => files.append(chunk))
  }
  const write = (line: string) => {
    held += redactor.redact(line)
    if (held.length >= flushAtChars) flush()
    else timer ??= setTimeout(flush, flushAfterMs).unref()
  }
  const lines = pino(
    {
      level: levels.find((name) => name === level) ?? 'info',
      base: { pid },
      timestamp: () => `,"at":"${new Date(clock.nowMs()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write },
  )
  return {
    debug: (fields, message) => lines.debug(fields, message),
    info: (fields, message) => lines.info(fields, message),
    warn: (fields, message) => lines.warn(fields, message),
    error(fields, message) {
      lines.error(fields, message)
      flush()
    },
    registerSecret: (value) => redactor.register(value),
    flush,
  }
}

function tryTo(write: () => void): void {
  try {
    write()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
  }
}
