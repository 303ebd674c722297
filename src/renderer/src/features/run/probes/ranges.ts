/** From one number to another, both included; either may be open. */
export interface Bounds {
  readonly from: number | undefined
  readonly to: number | undefined
}

/** The range that an address names as `1..2`, `1..` or `..2`; undefined: none. Numbers that are negative or too large to be meant are none. */
export function readBounds(text: string | undefined): Bounds | undefined {
  const [, low, high] = /^(\d{1,15}(?:\.\d{1,12})?)?\.\.(\d{1,15}(?:\.\d{1,12})?)?$/.exec(text ?? '') ?? []
  const [from, to] = [numberOf(low), numberOf(high)]
  return from === undefined && to === undefined ? undefined : { from, to }
}

/** As the address has it; undefined: nothing is asked for. */
export function boundsText({ from, to }: Bounds): string | undefined {
  return from === undefined && to === undefined ? undefined : `${plain(from)}..${plain(to)}`
}

/** The range in words. */
export function sayBounds(bounds: Bounds | undefined, say: (value: number) => string): string | undefined {
  if (bounds === undefined) return undefined
  const { from, to } = bounds
  if (from === undefined) return to === undefined ? undefined : `at most ${say(to)}`
  return to === undefined ? `at least ${say(from)}` : `${say(from)} to ${say(to)}`
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined || text === '' ? undefined : Number(text)
}

/** Without an exponent: what is written is read again. */
function plain(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(9).replace(/\.?0+$/, '')
}
