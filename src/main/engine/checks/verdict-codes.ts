import type { Verdict } from '#contract/check'

const codes = { fail: 0, pass: 1, error: 2 } as const

/** As a probe's row has it. */
export function codeOfVerdict(verdict: Verdict): 0 | 1 | 2 {
  return codes[verdict]
}

/** Null: nothing was said, or there was nothing to check. */
export function verdictOfCode(code: number | null): Verdict | null {
  if (code === null) return null
  return code === codes.pass ? 'pass' : code === codes.fail ? 'fail' : 'error'
}
