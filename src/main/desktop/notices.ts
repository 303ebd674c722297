import { AlertEventData } from '#contract/alerts'
import { assertNever } from '#contract/errors'
import { CalendarEventData, type Event, RunEventData } from '#contract/events'
import { formatNanoUsd } from '#engine'

/** What a person is told who is not looking. `route`: the page that a click shows. */
export interface Notice {
  readonly title: string
  readonly body: string
  readonly route: string
}

/** Of an event: runs that come to rest, budgets that fill up, services that fail, what only a person can mend. Undefined: nothing to be called away for. */
export function noticeOfEvent({ kind, subject, data, run }: Event): Notice | undefined {
  const service = subject.replace(/^(model|provider|pool):/, '')
  switch (kind) {
    case 'run':
      return run === null ? undefined : noticeOfRun(data, `/runs/${run}`)
    case 'budget':
      return { title: `Budget of ${service === 'workspace' ? 'this workspace' : service}`, body: budgetBody(data), route: '/events' }
    case 'breaker':
      return data['to'] === 'open' && data['from'] === 'closed'
        ? { title: `${service} fails: nothing is sent there for now`, body: textOf(data['reason']), route: '/pools' }
        : undefined
    case 'alert':
      if (data['rule'] !== undefined) return noticeOfRule(data, run)
      return { title: `${service} needs you`, body: textOf(data['message']), route: run === null ? '/events' : `/runs/${run}` }
    case 'calendar':
      return noticeOfCalendar(data)
    default:
      return undefined
  }
}

/** Several at once, such as when the machine wakes, call once. `hasMore`: than were looked at. */
export function noticeOfMany(notices: readonly Notice[], hasMore: boolean): Notice {
  return {
    title: `${hasMore ? 'More than ' : ''}${notices.length} things happened`,
    body: notices.map(({ title }) => title).join('\n'),
    route: '/events',
  }
}

/** What a rule of alerts fires for. Undefined: it is over, or the breaker's own event has called already. */
function noticeOfRule(data: Event['data'], run: Event['run']): Notice | undefined {
  const read = AlertEventData.safeParse(data)
  if (!read.success || read.data.change === 'cleared' || read.data.on === 'breaker_open') return undefined
  return { title: `Alert: ${read.data.rule}`, body: read.data.message, route: run === null ? '/alerts' : `/runs/${run}` }
}

/** What a model's calendar says has begun or will end. */
function noticeOfCalendar(data: Event['data']): Notice | undefined {
  const read = CalendarEventData.safeParse(data)
  if (!read.success) return undefined
  const { change, model, atMs } = read.data
  const route = `/models?model=${encodeURIComponent(model)}`
  const day = new Date(atMs).toISOString().slice(0, 10)
  switch (change) {
    case 'price_begins':
      return { title: `New price of ${model}`, body: `It is in force since ${day}.`, route: `${route}&tab=prices` }
    case 'sunset_soon':
      return { title: `${model} ends soon`, body: `Its provider will end it on ${day}.`, route }
    case 'sunset':
      return { title: `${model} has ended`, body: `Its provider announced its end for ${day}.`, route }
    default:
      return assertNever(change)
  }
}

/** How a run came to rest. Undefined: it did not, or a person saw to it, and knows. */
function noticeOfRun(data: Event['data'], route: string): Notice | undefined {
  const read = RunEventData.safeParse(data)
  const title = read.success ? runTitle(read.data) : undefined
  return title === undefined || !read.success ? undefined : { title, body: runBody(read.data), route }
}

function runTitle({ name, change, reason, counts }: RunEventData): string | undefined {
  const failed = counts?.failed ?? 0
  if (change === 'finished') return failed === 0 ? `“${name}” is finished` : `“${name}” is finished, with ${count(failed, 'failed probe')}`
  if (change !== 'paused') return undefined
  switch (reason) {
    case 'budget':
      return `“${name}” is paused: its budget is used up`
    case 'decision':
      return `“${name}” is paused: it needs a decision`
    case 'crash':
      return `“${name}” is paused: its engine ended`
    default:
      return undefined
  }
}

/** Amounts that may yet turn out higher are said as the least that was spent. */
function runBody({ counts, nanoUsd, upperNanoUsd }: RunEventData): string {
  if (counts === undefined || nanoUsd === undefined) return ''
  const spent = (upperNanoUsd ?? 0) === 0 ? formatNanoUsd(nanoUsd) : `at least ${formatNanoUsd(nanoUsd)}`
  return `${counts.succeeded} of ${count(counts.total, 'probe')} answered, ${spent} spent.`
}

/** `percent` of the budget of a `day` or `month` is used. */
function budgetBody({ percent, scope }: Event['data']): string {
  const of = scope === 'day' ? 'of today' : 'of this month'
  return percent === 100 ? `It is used up, ${of}: nothing more is sent.` : `${String(percent)} % ${of} is used.`
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
