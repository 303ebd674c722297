/** What an address of a run's page says beside the run. Everything is text, as it stands there: what is none of ours is passed over where it is read. */
export interface RunSearch {
  readonly view?: RunView
  /** Whose results: without the probes that fell back, or of them alone. */
  readonly results?: 'exclude' | 'only'
  /** Filters of the probe table; several values are parted by commas. */
  readonly status?: string
  readonly model?: string
  readonly code?: string
  readonly text?: string
  readonly fallback?: 'yes' | 'no'
  /** A column; downwards with a dash before it. */
  readonly sort?: string
  /** The probe that is open. */
  readonly probe?: string
}

/** `overview` is what an address without a view shows. */
export type RunView = 'probes' | 'waiting' | 'costs'

/** Keeps of an address what this page understands. Values that read like numbers arrive as such. */
export function readRunSearch(search: Record<string, unknown>): RunSearch {
  const texts = { status: search['status'], model: search['model'], code: search['code'], text: search['text'], sort: search['sort'] }
  return {
    ...oneOf('view', search['view'], ['probes', 'waiting', 'costs'] as const),
    ...oneOf('results', search['results'], ['exclude', 'only'] as const),
    ...oneOf('fallback', search['fallback'], ['yes', 'no'] as const),
    ...Object.fromEntries(Object.entries({ ...texts, probe: search['probe'] }).flatMap(([name, value]) => textOf(name, value))),
  }
}

function oneOf<Name extends string, Value extends string>(name: Name, value: unknown, known: readonly Value[]): { [Key in Name]?: Value } {
  const found = known.find((each) => each === value)
  return found === undefined ? {} : ({ [name]: found } as { [Key in Name]?: Value })
}

function textOf(name: string, value: unknown): [string, string][] {
  const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
  return text === '' ? [] : [[name, text]]
}
