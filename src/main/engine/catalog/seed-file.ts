import type { z } from 'zod'
import type { InputIssue } from '#contract/errors'
import { AppError } from '#engine/failure'
import { SeedCatalog } from './seed-file-schema.ts'

const source = 'catalog.json'
const mostIssues = 20

/**
 * Reads the text of a seed catalog.
 * Errors: INVALID_INPUT with at most 20 issues, each naming its place as `anthropic/claude-haiku-4-5.prices[0].source`.
 */
export function readSeedCatalog(text: string): SeedCatalog {
  const written = parseJson(text)
  const result = SeedCatalog.safeParse(written)
  if (result.success) return result.data
  throw invalid(result.error.issues.slice(0, mostIssues).map((issue) => describe(issue, written)))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw invalid([{ path: '', message: cause instanceof Error ? cause.message : 'not JSON' }], { cause })
  }
}

function invalid(issues: InputIssue[], options?: ErrorOptions): AppError {
  return new AppError({ code: 'INVALID_INPUT', source, issues }, options)
}

function describe({ path, message }: z.core.$ZodIssue, written: unknown): InputIssue {
  const [, provider, , model, ...rest] = path
  const key = member(member(member(written, 'providers'), provider), 'key')
  const wireId = member(member(member(member(member(written, 'providers'), provider), 'models'), model), 'wireId')
  if (typeof key !== 'string') return { path: placeOf(path), message }
  if (path[2] !== 'models' || typeof wireId !== 'string') return { path: key + placeOf(path.slice(2), '.'), message }
  return { path: `${key}/${wireId}${placeOf(rest, '.')}`, message }
}

function placeOf(path: readonly PropertyKey[], lead = ''): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? lead : '.'}${String(step)}`)).join('')
}

function member(value: unknown, step: PropertyKey | undefined): unknown {
  return typeof value === 'object' && value !== null && step !== undefined && Object.hasOwn(value, step)
    ? Object.entries(value).find(([name]) => name === String(step))?.[1]
    : undefined
}
