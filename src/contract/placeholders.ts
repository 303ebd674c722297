/**
 * A name in double braces, such as `{{country}}`, in what a batch sends; behind a backslash the braces are meant as they stand.
 * Its one group is the name. For `matchAll` and `replaceAll` alone, which leave no trace in it. No schema stands here: pages load it, too.
 */
const placeholder = /\\?\{\{[ \t]*([\p{L}\p{N}_](?:[\p{L}\p{N}_ .\-/#()%]*[\p{L}\p{N}_)%])?)[ \t]*\}\}/gu

export interface Placeholder {
  readonly index: number
  readonly text: string
  readonly name: string
}

/** Those of a text that stand for a value, in order; an escaped `\{{name}}` stands for none. */
export function placeholdersIn(text: string): Placeholder[] {
  return Array.from(text.matchAll(placeholder), ({ 0: match, 1: name = '', index }) => ({ index, text: match, name })).filter(
    ({ text }) => !isEscaped(text),
  )
}

/** The names that stand in `{{…}}` in the texts, each once, in the order they first appear. */
export function namesIn(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => placeholdersIn(text).map(({ name }) => name)))]
}

/** The text with each `{{name}}` replaced by what `fill` says of it, and each `\{{name}}` by a literal `{{name}}`. Values are never expanded. */
export function fillPlaceholders(text: string, fill: (name: string) => string): string {
  return text.replaceAll(placeholder, (match: string, name: string) => (isEscaped(match) ? match.slice(1) : fill(name)))
}

/** The text so that `fillPlaceholders` of it gives it back as it is, whatever braces and backslashes stand in it. */
export function escapePlaceholders(text: string): string {
  return text.replaceAll(placeholder, (match: string) => `\\${match}`)
}

function isEscaped(match: string): boolean {
  return match.startsWith('\\')
}
