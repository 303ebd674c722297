/** What an address of the alerts says. `rule`, `channel`: the one that is open; `add`: a new one is being written, of the view that is shown. `state`: of deliveries. */
export interface AlertsSearch {
  readonly view?: 'channels' | 'deliveries'
  readonly rule?: string
  readonly channel?: string
  readonly add?: 'yes'
  readonly state?: 'waiting' | 'delivered' | 'failed'
}

const views = ['channels', 'deliveries'] as const
const states = ['waiting', 'delivered', 'failed'] as const

/** Keeps of an address what this page understands. */
export function readAlertsSearch(search: Readonly<Record<string, unknown>>): AlertsSearch {
  const view = views.find((each) => each === search['view'])
  const state = states.find((each) => each === search['state'])
  const [rule, channel] = [nameOf(search['rule']), nameOf(search['channel'])]
  if (view === 'deliveries') return { view, ...(state === undefined ? {} : { state }) }
  if (view === 'channels') return { view, ...(channel === '' ? addOf(search) : { channel }) }
  return rule === '' ? addOf(search) : { rule }
}

function addOf({ add }: Readonly<Record<string, unknown>>): Pick<AlertsSearch, 'add'> {
  return add === 'yes' ? { add: 'yes' } : {}
}

function nameOf(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  return /^[a-z0-9][a-z0-9._-]{0,62}$/.test(text) ? text : ''
}
