import type { Place } from './notes.ts'

export type Step = string | number

/** Of a document: where the value of a path begins, and whether its text begins on the line after. */
export interface Lines {
  lineOf(path: readonly Step[]): number | null
  isBlock(path: readonly Step[]): boolean
}

/** A place in a document, and the way to what lies within it. */
export class Spot implements Place {
  readonly #lines: Lines
  readonly #path: readonly Step[]
  readonly #file: string

  constructor(lines: Lines, path: readonly Step[] = [], file = '') {
    this.#lines = lines
    this.#path = path
    this.#file = file
  }

  /** Of a row: all of it stands in one line. `file`: of another file than the one that is read. */
  static ofLine(line: number | null, file = ''): Spot {
    return new Spot({ lineOf: () => line, isBlock: () => false }, [], file)
  }

  in(...steps: readonly Step[]): Spot {
    return new Spot(this.#lines, [...this.#path, ...steps], this.#file)
  }

  /** The same place, said to be in another file. */
  of(file: string): Spot {
    return new Spot(this.#lines, this.#path, file)
  }

  get line(): number | null {
    return this.#lines.lineOf(this.#path)
  }

  get field(): string {
    const path = this.#path.map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`)).join('')
    return [this.#file, path].filter((part) => part !== '').join(': ')
  }

  /** The place of something in the text that begins here, by its offset. */
  within(text: string, offset: number): Place {
    const { line, field } = this
    if (line === null || !this.#lines.isBlock(this.#path)) return { line, field }
    return { line: line + text.slice(0, offset).split('\n').length, field }
  }
}
