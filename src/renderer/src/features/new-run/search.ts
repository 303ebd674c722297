/** `from`: the run whose batch the form is to be filled with; `again`: what comes of it is to be linked to that run. */
export interface NewRunSearch {
  readonly from?: string
  readonly again?: 'yes'
}

export function readNewRunSearch({ from, again }: Readonly<Record<string, unknown>>): NewRunSearch {
  if (typeof from !== 'string' || from === '') return {}
  return { from: from.slice(0, 100), ...(again === 'yes' ? { again } : {}) }
}
