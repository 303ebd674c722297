import { maxRowLength } from './row.ts'

/** An element of the list as its JSON text, unparsed, and the line it begins at. */
export interface JsonElement {
  readonly text: string
  readonly line: number
}

export interface JsonListFlaw {
  readonly line: number
  readonly message: string
}

/**
 * Cuts a JSON list into its elements while its text arrives, so that memory holds one element, not the list.
 * 1. It finds borders only: whether an element is valid JSON is for the one who parses it.
 * 2. Brackets, commas and line feeds inside strings are no borders.
 * 3. After a flaw it yields nothing more.
 */
export class JsonListScanner {
  #place: 'before' | 'inside' | 'after' = 'before'
  #depth = 0
  #isInString = false
  #isEscaped = false
  #line = 1
  #startLine = 1
  #held = ''
  #hasElements = false
  #flaw: JsonListFlaw | undefined

  get flaw(): JsonListFlaw | undefined {
    return this.#flaw
  }

  *scan(piece: string): Generator<JsonElement> {
    let from = 0
    for (let at = 0; at < piece.length && this.#flaw === undefined; at += 1) {
      const char = piece.charAt(at)
      if (char === '\n') this.#line += 1
      if (this.#place === 'inside') {
        if (!this.#isBorder(char)) continue
        const element = this.#cut(piece.slice(from, at), char === ']')
        if (element !== undefined) yield element
        if (char === ']') this.#place = 'after'
        from = at + 1
      } else if (!isBlank(char)) {
        this.#open(char)
        from = at + 1
      }
    }
    if (this.#place === 'inside') this.#hold(piece.slice(from))
  }

  /** To be called when the text has ended. undefined: the list was whole. */
  end(): JsonListFlaw | undefined {
    if (this.#flaw !== undefined) return this.#flaw
    if (this.#place === 'before') return { line: this.#line, message: 'the file is empty: expected a JSON list of rows' }
    if (this.#place === 'inside') return { line: this.#line, message: 'the list does not end: its closing ] is missing' }
    return undefined
  }

  #open(char: string): void {
    if (this.#place === 'after') this.#flaw = { line: this.#line, message: `expected nothing after the list, got ${JSON.stringify(char)}` }
    else if (char === '[') this.#place = 'inside'
    else
      this.#flaw = {
        line: this.#line,
        message: `expected a JSON list of rows, which begins with [, got ${JSON.stringify(char)}: one object a line wants a name in .jsonl`,
      }
    this.#startLine = this.#line
  }

  /** Follows strings and depth; true at a comma or the closing bracket of the list itself. */
  #isBorder(char: string): boolean {
    if (this.#isInString) {
      if (this.#isEscaped) this.#isEscaped = false
      else if (char === '\\') this.#isEscaped = true
      else if (char === '"') this.#isInString = false
      return false
    }
    if (char === '"') this.#isInString = true
    else if (char === '[' || char === '{') this.#depth += 1
    else if (char === '}' || (char === ']' && this.#depth > 0)) this.#depth -= 1
    else return (char === ',' || char === ']') && this.#depth <= 0
    return false
  }

  #cut(text: string, isLast: boolean): JsonElement | undefined {
    const whole = this.#held + text
    const blank = /^\s*/.exec(whole)?.[0] ?? ''
    const line = this.#startLine + blank.split('\n').length - 1
    this.#held = ''
    this.#depth = 0
    this.#startLine = this.#line
    const isEmptyList = isLast && !this.#hasElements
    this.#hasElements = true
    if (blank.length < whole.length) return { text: whole.slice(blank.length), line }
    if (!isEmptyList)
      this.#flaw = {
        line,
        message: `expected a row, got nothing${isLast ? ': a comma stands before the closing ]' : ' between two commas'}`,
      }
    return undefined
  }

  #hold(text: string): void {
    this.#held += text
    if (this.#held.length > maxRowLength)
      this.#flaw = { line: this.#startLine, message: 'this row is longer than 4 MiB: expected a list of rows' }
  }
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\n' || char === '\r' || char === '\t'
}
