import type { NotCarried } from '#contract/batches'
import type { InputIssue } from '#contract/errors'
import { AppError } from '#engine/failure'

/** Issues that are told at once, and things that are listed apart; of what is more, how many. */
const most = { issues: 20, listed: 2000 } as const

/** Where something stands. */
export interface Place {
  readonly line: number | null
  readonly field: string
}

/**
 * What a file holds that does not come along as it is. Invariants:
 * 1. Nothing that is noted is forgotten: the same thing further down is counted with the first.
 * 2. With a flaw nothing is imported, unless a person said that part of the file will do.
 */
export class Notes {
  readonly #found = new Map<string, NotCarried>()
  readonly #flaws: InputIssue[] = []
  #flawCount = 0
  #unlisted = 0

  lost(place: Place, what: string): void {
    this.#note('lost', place, what)
  }

  changed(place: Place, what: string): void {
    this.#note('changed', place, what)
  }

  /** `suggestion`: what may have been meant. */
  flaw(place: Place, what: string, suggestion?: string): void {
    this.#flawCount += 1
    if (this.#flaws.length < most.issues)
      this.#flaws.push({
        path: place.field,
        ...(place.line === null ? {} : { line: place.line }),
        message: what,
        ...(suggestion === undefined ? {} : { suggestion }),
      })
    this.#note('flaw', place, what)
  }

  get flaws(): number {
    return this.#flawCount
  }

  /** INVALID_INPUT with the first flaws and how many more there are; nothing without any. */
  refuseFlaws(source: string): void {
    if (this.#flawCount === 0) return
    const more = this.#flawCount - this.#flaws.length
    throw new AppError({
      code: 'INVALID_INPUT',
      source,
      issues: more === 0 ? inOrder(this.#flaws) : [...inOrder(this.#flaws), { path: '', message: `and ${more} more of its kind` }],
    })
  }

  list(): NotCarried[] {
    const listed = inOrder([...this.#found.values()])
    if (this.#unlisted === 0) return listed
    return [
      ...listed,
      { kind: 'lost', line: null, field: '', what: 'further things, which are too many to list', more: this.#unlisted - 1 },
    ]
  }

  #note(kind: NotCarried['kind'], { line, field }: Place, what: string): void {
    const key = `${kind} ${field.replaceAll(/\[\d+\]/g, '[]')} ${what}`
    const first = this.#found.get(key)
    if (first !== undefined) this.#found.set(key, { ...first, more: first.more + 1 })
    else if (this.#found.size < most.listed) this.#found.set(key, { kind, line, field, what, more: 0 })
    else this.#unlisted += 1
  }
}

/** As they stand in the file; what is said of the whole of it comes first. */
function inOrder<Item extends { readonly line?: number | null | undefined }>(items: readonly Item[]): Item[] {
  return [...items].sort((left, right) => (left.line ?? 0) - (right.line ?? 0))
}

/** INVALID_INPUT of a file as a whole, or at a line of it. */
export function refused(
  source: string,
  message: string,
  place: { readonly line?: number; readonly column?: number; readonly path?: string } = {},
): AppError {
  const { path = '', ...rest } = place
  return new AppError({ code: 'INVALID_INPUT', source, issues: [{ path, ...rest, message }] })
}
