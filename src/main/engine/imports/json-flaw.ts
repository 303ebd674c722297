/** Where a text stops being JSON, and what should stand there. `position` counts UTF-16 units from 0. */
export interface JsonFlaw {
  readonly position: number
  readonly message: string
}

/**
 * The first place at which a text is no JSON; the engine's own parser names it for some flaws alone. One pass, whatever the text; undefined: it is JSON.
 */
export function findJsonFlaw(text: string): JsonFlaw | undefined {
  const patterns = tokenPatterns()
  const open: ('{' | '[')[] = []
  let at = 0
  let expected: 'value' | 'first_name' | 'name' | 'first_item' | 'end' = 'value'
  const flaw = (message: string): JsonFlaw =>
    at >= text.length ? { position: text.length, message: 'it ends in the middle' } : { position: at, message }
  for (;;) {
    at = after(patterns.blanks, text, at) ?? at
    const next = text[at]
    if (expected === 'end') {
      const inner = open.at(-1)
      if (inner === undefined) return at >= text.length ? undefined : flaw('something follows its end')
      if (next === ',') expected = inner === '{' ? 'name' : 'value'
      else if (next === (inner === '{' ? '}' : ']')) open.pop()
      else return flaw(`expected a comma or ${inner === '{' ? '}' : ']'}`)
      at += 1
    } else if ((expected === 'first_name' && next === '}') || (expected === 'first_item' && next === ']')) {
      open.pop()
      expected = 'end'
      at += 1
    } else if (expected === 'first_name' || expected === 'name') {
      if (next !== '"') return flaw('expected a name in double quotes')
      const end = endOfText(text, at, patterns)
      if (typeof end === 'object') return end
      at = after(patterns.blanks, text, end) ?? end
      if (text[at] !== ':') return flaw('expected a colon')
      at += 1
      expected = 'value'
    } else if (next === '{' || next === '[') {
      open.push(next)
      expected = next === '{' ? 'first_name' : 'first_item'
      at += 1
    } else {
      const end = next === '"' ? endOfText(text, at, patterns) : after(patterns.literal, text, at)
      if (typeof end === 'object') return end
      if (end === undefined) return flaw('expected a value')
      at = end
      expected = 'end'
    }
  }
}

interface TokenPatterns {
  readonly literal: RegExp
  readonly escaped: RegExp
  readonly blanks: RegExp
  /** What ends a text, begins an escape, or may stand in none. */
  readonly special: RegExp
}

function tokenPatterns(): TokenPatterns {
  return {
    literal: /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y,
    escaped: /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y,
    blanks: /[ \t\n\r]*/y,
    // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in a text.
    special: /["\\\u0000-\u001f]/g,
  }
}

function endOfText(text: string, from: number, { special, escaped }: TokenPatterns): number | JsonFlaw {
  for (let at = from + 1; ; ) {
    const end = after(special, text, at)
    if (end === undefined) return { position: text.length, message: 'it ends in the middle' }
    const found = text[end - 1]
    if (found === '"') return end
    if (found !== '\\') return { position: end - 1, message: 'a text holds a line break or another control character' }
    const next = after(escaped, text, end - 1)
    if (next === undefined) return { position: end - 1, message: 'a text holds a backslash that escapes nothing' }
    at = next
  }
}

function after(pattern: RegExp, text: string, from: number): number | undefined {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : undefined
}
