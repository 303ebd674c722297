/** Which two runs are compared, which prompts are shown in what order, and the one that is open: its place in run A, else in run B. */
export interface CompareSearch {
  readonly a?: string
  readonly b?: string
  /** A model of A and one of B, parted by a bar, where others are meant than the same with the same. */
  readonly models?: string
  readonly show?: Show
  readonly sort?: SortBy
  /** `PLACE_IN_A.PLACE_IN_B.MODEL_A|MODEL_B`, either place a dash. */
  readonly open?: string
}

export type Show = (typeof shows)[number]
export type SortBy = (typeof sorts)[number]

const shows = ['flips', 'to_pass', 'to_fail', 'unmatched'] as const
const sorts = ['flip', 'cost', 'duration'] as const

/** Keeps of an address what this page understands. */
export function readCompareSearch(search: Readonly<Record<string, unknown>>): CompareSearch {
  const [show, sort] = [shows.find((one) => one === search['show']), sorts.find((one) => one === search['sort'])]
  return {
    ...textOf('a', search['a']),
    ...textOf('b', search['b']),
    ...textOf('models', search['models']),
    ...(show === undefined ? {} : { show }),
    ...(sort === undefined ? {} : { sort }),
    ...textOf('open', search['open']),
  }
}

function textOf<Name extends string>(name: Name, value: unknown): { [Key in Name]?: string } {
  return typeof value === 'string' && value !== '' ? ({ [name]: value.slice(0, 1000) } as { [Key in Name]?: string }) : {}
}
