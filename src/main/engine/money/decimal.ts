/** An exact decimal number, never negative: `digits` × 10^−`scale`. A negative scale appends zeros. */
export interface Decimal {
  readonly digits: bigint
  readonly scale: number
}

const written = /^(\d{1,40})(?:\.(\d{1,60}))?(?:[eE]([+-]?\d{1,3}))?$/

/**
 * Reads `12`, `0.25` or `2.5e-07` exactly. A number is read from its shortest decimal text, which is what its source wrote.
 * undefined: a sign, a unit, blanks, a bare dot, NaN, infinity or more digits than any price has.
 */
export function parseDecimal(value: string | number): Decimal | undefined {
  const match = written.exec(String(value))
  if (match === null) return undefined
  const [, whole = '', fraction = '', exponent = '0'] = match
  return { digits: BigInt(whole + fraction), scale: fraction.length - Number(exponent) }
}

/** The shortest exact text of `digits` × 10^−`scale`, such as `0.25` or `12`: no exponent, no trailing zero, at least `minFraction` decimals. */
export function decimalText(digits: bigint, scale: number, minFraction = 0): string {
  const padded = String(digits).padStart(scale + 1, '0')
  const whole = padded.slice(0, padded.length - scale)
  const fraction = padded
    .slice(padded.length - scale)
    .replace(/0+$/, '')
    .padEnd(minFraction, '0')
  return fraction === '' ? whole : `${whole}.${fraction}`
}
