import { textsOf } from '../list-text.ts'
import { numberOr } from '../number-text.ts'
import type { DraftCheck, DraftPassWhen } from './draft-check.ts'

type Plain = Readonly<Record<string, unknown>>

/** Checks as a batch file has them, right or wrong; what is as it is without being said is left out. */
export function plainChecks(checks: readonly DraftCheck[]): Plain[] {
  return checks.map((check) => ({
    type: check.type,
    ...ownOf(check),
    ...(check.name.trim() === '' ? {} : { name: check.name.trim() }),
    ...(check.negate ? { negate: true } : {}),
    ...saidBut('1', 'weight', check.weight),
  }))
}

/** A share as the batch has it: of 1. */
export function plainPassWhen({ kind, share }: DraftPassWhen): string | number {
  if (kind !== 'share') return kind
  const percent = numberOr(share)
  return typeof percent === 'string' ? percent : shareOf(percent)
}

function shareOf(percent: number): number {
  const text = String(percent)
  return text.includes('e') ? percent / 100 : Number(`${text}e-2`)
}

function ownOf(check: DraftCheck): Plain {
  switch (check.type) {
    case 'equals':
    case 'starts-with':
      return { value: check.value, ...comparison(check) }
    case 'contains':
    case 'icontains':
      return { value: check.value }
    case 'regex':
      return { pattern: check.pattern, ...saidBut('', 'flags', check.flags, (text) => text.trim()) }
    case 'is-json':
      return {}
    case 'json-schema':
      return { schema: jsonOr(check.schema) }
    case 'one-of':
      return { values: textsOf(check.values), ...comparison(check) }
    case 'numeric':
      return {
        value: numberOr(check.value),
        ...saidBut('0', 'tolerance', check.tolerance),
        ...(check.relative ? { relative: true } : {}),
        ...(check.number === 'last' ? {} : { number: check.number }),
      }
    case 'max-cost':
      return { usd: check.usd.trim().replace(/^\$\s*/, '') }
    case 'max-latency':
      return { ms: numberOr(check.ms) }
    case 'rubric':
      return { rubric: check.rubric, ...saidBut('', 'minScore', check.minScore) }
    case 'all':
    case 'any':
      return { checks: plainChecks(check.checks) }
  }
}

function comparison({ trim, ignoreCase }: DraftCheck): Plain {
  return { ...(trim ? {} : { trim }), ...(ignoreCase ? { ignoreCase } : {}) }
}

function saidBut(usual: string, key: string, text: string, read: (text: string) => unknown = numberOr): Plain {
  return text.trim() === '' || text.trim() === usual ? {} : { [key]: read(text) }
}

/** The value that a text of JSON says; the text where it is none, so that whoever judges it sees what was typed. */
function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
