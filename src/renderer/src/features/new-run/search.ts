/** `from`: the run whose batch the form is to be filled with. */
export interface NewRunSearch {
  readonly from?: string
}

export function readNewRunSearch({ from }: Readonly<Record<string, unknown>>): NewRunSearch {
  return typeof from === 'string' && from !== '' ? { from: from.slice(0, 100) } : {}
}
