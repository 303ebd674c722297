import { AppError } from '#engine/failure'

/**
 * What is read of one file at most. `yaml…`: reading YAML costs twenty times what reading JSON does. `nested` lists and objects, and
 * `values`, by the commas and colons before them: the largest catalog known has a quarter of them (2026-07), and many empty ones fill the memory from a small file.
 */
export const importLimits = {
  bytes: 32 * 2 ** 20,
  yamlBytes: 4 * 2 ** 20,
  yamlValues: 200_000,
  depth: 64,
  nested: 300_000,
  values: 1_200_000,
} as const

/** INVALID_INPUT: it is larger than a file may be. */
export function assertSize(text: string, source: string): void {
  const bytes = text.length > importLimits.bytes ? text.length : Buffer.byteLength(text, 'utf8')
  if (bytes > importLimits.bytes) throw tooLarge(bytes, source)
}

function tooLarge(bytes: number, source: string): AppError {
  return refused(source, `a catalog may have at most 32 MiB (${importLimits.bytes} bytes), and this one has ${bytes} bytes`)
}

/** In a text, from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** INVALID_INPUT with one issue, of the whole file or at a place in it. */
export function refused(source: string, message: string, place?: Place): AppError {
  return new AppError({ code: 'INVALID_INPUT', source, issues: [{ path: '', message, ...place }] })
}
