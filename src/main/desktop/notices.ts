import type { Event } from '#contract/events'
import type { RunSummary } from '#contract/runs'
import { formatNanoUsd } from '#engine'

/** What a person is told who is not looking. `route`: the page that a click shows. */
export interface Notice {
  readonly title: string
  readonly body: string
  readonly route: string
}

/** Of a run that went on until now: how it ended. Undefined: a person ended it, and knows. */
export function noticeOfRun(run: RunSummary): Notice | undefined {
  const title = runTitle(run)
  return title === undefined ? undefined : { title, body: runBody(run), route: `/runs/${run.id}` }
}

function runTitle({ name, status, pauseReason, counts: { failed } }: RunSummary): string | undefined {
  if (status === 'finished') return failed === 0 ? `“${name}” is finished` : `“${name}” is finished, with ${count(failed, 'failed probe')}`
  if (status !== 'paused') return undefined
  switch (pauseReason) {
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

function runBody({ counts: { succeeded, total }, cost }: RunSummary): string {
  const spent = cost.upperNanoUsd === 0 ? formatNanoUsd(cost.nanoUsd) : `at least ${formatNanoUsd(cost.nanoUsd)}`
  return `${succeeded} of ${count(total, 'probe')} answered, ${spent} spent.`
}

/** Of an event: budgets that fill up, services that fail, what only a person can mend. Undefined: nothing to be called away for. */
export function noticeOfEvent({ kind, subject, data, run }: Event): Notice | undefined {
  const service = subject.replace(/^(model|provider|pool):/, '')
  const said = typeof data['message'] === 'string' ? data['message'] : ''
  switch (kind) {
    case 'budget':
      return { title: `Budget of ${service === 'workspace' ? 'this workspace' : service}`, body: budgetBody(data), route: '/events' }
    case 'breaker': {
      if (data['to'] !== 'open') return undefined
      const reason = typeof data['reason'] === 'string' ? data['reason'] : ''
      return { title: `${service} fails: nothing is sent there for now`, body: reason, route: '/pools' }
    }
    case 'alert':
      return { title: `${service} needs you`, body: said, route: run === null ? '/events' : `/runs/${run}` }
    default:
      return undefined
  }
}

/** `percent` of the budget of a `day` or `month` is used. */
function budgetBody({ percent, scope }: Readonly<Record<string, unknown>>): string {
  const of = scope === 'day' ? 'of today' : 'of this month'
  return percent === 100 ? `It is used up, ${of}: nothing more is sent.` : `${String(percent)} % ${of} is used.`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
