/** What an address of a run's page says beside the run. Everything is text, as it stands there: what is none of ours is passed over where it is read. */
export interface RunSearch {
  readonly view?: RunView
  /** Whose results: without the probes that fell back, or of them alone. */
  readonly results?: 'exclude' | 'only'
  /** Filters of the probe table, and of results; several values are parted by commas. */
  readonly status?: string
  readonly model?: string
  readonly code?: string
  readonly text?: string
  readonly fallback?: YesNo
  readonly verdict?: string
  /** The label of a check that failed. */
  readonly check?: string
  readonly retried?: YesNo
  readonly cached?: YesNo
  /** From one number to another, such as `0.5..1`, `..2`: a share, USD, milliseconds. */
  readonly score?: string
  readonly cost?: string
  readonly took?: string
  /** A column; downwards with a dash before it. */
  readonly sort?: string
  /** The probe that is open. */
  readonly probe?: string
  /** The order of prompts; which of them is open with its answers side by side, counted from 1; the column that the others are held against, and the sample, from 1. */
  readonly order?: string
  readonly prompt?: number
  readonly against?: string
  readonly sample?: number
}

/** `overview` is what an address without a view shows. */
export type RunView = (typeof views)[number]
type YesNo = 'yes' | 'no'

const views = ['results', 'prompts', 'probes', 'waiting', 'costs'] as const
const texts = ['status', 'model', 'code', 'text', 'verdict', 'check', 'score', 'cost', 'took', 'sort', 'probe', 'order', 'against'] as const

/** Keeps of an address what this page understands. Values that read like numbers arrive as such. */
export function readRunSearch(search: Record<string, unknown>): RunSearch {
  return {
    ...oneOf('view', search['view'], views),
    ...oneOf('results', search['results'], ['exclude', 'only'] as const),
    ...oneOf('fallback', search['fallback'], ['yes', 'no'] as const),
    ...oneOf('retried', search['retried'], ['yes', 'no'] as const),
    ...oneOf('cached', search['cached'], ['yes', 'no'] as const),
    ...Object.fromEntries(texts.flatMap((name) => textOf(name, search[name]))),
    ...placeOf('prompt', search['prompt']),
    ...placeOf('sample', search['sample']),
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

function placeOf<Name extends string>(name: Name, value: unknown): { [Key in Name]?: number } {
  const place = Number(value)
  return Number.isInteger(place) && place >= 1 && place < 1e9 ? ({ [name]: place } as { [Key in Name]?: number }) : {}
}
