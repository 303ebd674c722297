/** A number as people write it: with a sign (also a true minus), commas or spaces between thousands, a decimal point, an exponent; a percent sign divides by 100. */
const written =
  /(?<![\p{L}\p{N}_.])[+\-−–]?(?:\d{1,3}(?:(?:,\d{3})+|(?:[\u00a0\u202f']\d{3})+)(?!\d)|\d+)?(?:(?<=\d)\.\d+|(?<!\d)\.\d+)?(?:(?<=\d)[eE][+\-−]?\d+)?(?<=\d)(?:\s?%)?/gu

/**
 * The numbers of a text, in order: `1,234.5`, `−3`, `5e-3`, `12%` (0.12); a full stop after one ends a sentence. A hyphen right behind a letter or a digit is none's sign.
 * What stands in a word (`gpt4`) is none; what no number can hold (`1e999`) neither.
 */
export function numbersIn(text: string): number[] {
  return Array.from(text.matchAll(written), ([match]) => numberOf(match)).filter(Number.isFinite)
}

/** A text that is one number and nothing else; undefined: it is not. */
export function numberFrom(text: string): number | undefined {
  const trimmed = text.trim()
  const [only, ...others] = Array.from(trimmed.matchAll(written), ([match]) => match)
  if (only === undefined || others.length > 0 || (only.length !== trimmed.length && `${only}.` !== trimmed)) return undefined
  const value = numberOf(only)
  return Number.isFinite(value) ? value : undefined
}

function numberOf(match: string): number {
  const isShare = match.endsWith('%')
  const plain = match
    .replace(/\s?%$/, '')
    .replaceAll(/[−–]/g, '-')
    .replaceAll(/[,'\u00a0\u202f]/g, '')
  return isShare ? shareOf(plain) : Number(plain)
}

/** By moving the point, so that 12.3 % is 0.123 as it is written. */
function shareOf(plain: string): number {
  const [digits = '', exponent = '0'] = plain.toLowerCase().split('e')
  return Number(`${digits}e${Number(exponent) - 2}`)
}
