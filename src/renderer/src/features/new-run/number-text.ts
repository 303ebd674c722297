/** The number that a field says; its text where that is none, so that whoever judges it sees what was typed. */
export function numberOr(text: string): number | string {
  const trimmed = text.trim()
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : trimmed
}
