import type { CallCode } from '#contract/calls'
import type { CalendarEventData, Event, RunEventData } from '#contract/events'
import { assertNever, formatInstantWithZone, sayCode } from '#renderer/lib'
import type { Tone } from '#renderer/ui'

/** An event in a word, a tone and its facts as a line. The facts of an event are open: what is not as expected is shown as it is. */
export function describeEvent({ kind, data }: Pick<Event, 'kind' | 'data'>): { tone: Tone; word: string; facts: string } {
  switch (kind) {
    case 'alert':
      return describeAlert(data)
    case 'breaker':
      return describeBreaker(data)
    case 'park':
      return { tone: 'waiting', word: 'Pause', facts: join([codeOf(data['code']), until(data['untilMs'])]) || listFacts(data) }
    case 'limit':
      return { tone: 'quiet', word: 'Limit found', facts: join([change(data), text(data['reason'])]) || listFacts(data) }
    case 'fallback':
      return { tone: 'waiting', word: 'Fallback', facts: join([change(data), codeOf(data['code'])]) || listFacts(data) }
    case 'budget':
      return data['percent'] === 100
        ? { tone: 'bad', word: 'Budget used up', facts: until(data['untilMs']) ?? listFacts(data) }
        : { tone: 'waiting', word: `Budget at ${String(data['percent'])} %`, facts: until(data['untilMs']) ?? listFacts(data) }
    case 'retry_now':
      return {
        tone: 'quiet',
        word: 'Retry now',
        facts: join([text(data['model']), text(data['by']) === undefined ? undefined : `by ${String(data['by'])}`]) || listFacts(data),
      }
    case 'run':
      return describeRun(data)
    case 'calendar':
      return describeCalendar(data)
    default:
      return assertNever(kind)
  }
}

const whyPaused = {
  person: 'by a person',
  crash: 'its engine ended',
  budget: 'its budget is used up',
  decision: 'it waits for a decision',
} as const

/** What became of a run, and what it came to. */
function describeRun(data: Event['data']): { tone: Tone; word: string; facts: string } {
  const { change, name, reason, counts } = data as RunEventData
  const failed = counts?.failed ?? 0
  const facts = join([text(name), reason === undefined ? undefined : whyPaused[reason], failed > 0 ? `${failed} failed` : undefined])
  switch (change) {
    case 'started':
      return { tone: 'quiet', word: 'Run started', facts }
    case 'resumed':
      return { tone: 'quiet', word: 'Run resumed', facts }
    case 'paused':
      return { tone: reason === 'person' ? 'quiet' : 'waiting', word: 'Run paused', facts }
    case 'cancelled':
      return { tone: 'quiet', word: 'Run cancelled', facts }
    case 'finished':
      return { tone: failed > 0 ? 'bad' : 'good', word: 'Run finished', facts }
    default:
      return { tone: 'quiet', word: 'Run', facts: listFacts(data) }
  }
}

/** What a model's calendar says has begun, or ends. */
function describeCalendar(data: Event['data']): { tone: Tone; word: string; facts: string } {
  const { change, model, atMs } = data as Partial<CalendarEventData>
  const at = (word: string) => join([text(model), typeof atMs === 'number' ? `${word} ${formatInstantWithZone(atMs)}` : undefined])
  switch (change) {
    case 'price_begins':
      return { tone: 'quiet', word: 'New price', facts: at('from') }
    case 'sunset_soon':
      return { tone: 'waiting', word: 'Model ends soon', facts: at('its provider will end it on') }
    case 'sunset':
      return { tone: 'bad', word: 'Model ended', facts: at('its provider announced its end for') }
    default:
      return { tone: 'quiet', word: 'Calendar', facts: listFacts(data) }
  }
}

/** Of a rule, or of what only a person can mend. */
function describeAlert(data: Event['data']): { tone: Tone; word: string; facts: string } {
  const facts = text(data['message']) ?? listFacts(data)
  const rule = text(data['rule'])
  if (rule === undefined) return { tone: 'bad', word: 'Needs you', facts }
  return data['change'] === 'cleared' ? { tone: 'good', word: `Over: ${rule}`, facts } : { tone: 'bad', word: `Alert: ${rule}`, facts }
}

function describeBreaker(data: Event['data']): { tone: Tone; word: string; facts: string } {
  const facts = text(data['reason']) ?? ''
  switch (data['to']) {
    case 'open':
      return { tone: 'bad', word: 'Breaker opened', facts }
    case 'half-open':
      return { tone: 'waiting', word: 'Breaker tries', facts }
    case 'closed':
      return { tone: 'good', word: 'Breaker closed', facts }
    default:
      return { tone: 'quiet', word: 'Breaker', facts: listFacts(data) }
  }
}

/** `name value, name value`; what is not known is left out. */
function listFacts(data: Event['data']): string {
  return Object.entries(data)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ')
}

function change({ from, to }: Event['data']): string | undefined {
  return from === undefined || to === undefined ? undefined : `${String(from)} → ${String(to)}`
}

function codeOf(code: unknown): string | undefined {
  return typeof code === 'string' ? (sayCode(code as CallCode) ?? code) : undefined
}

function until(atMs: unknown): string | undefined {
  return typeof atMs === 'number' ? `until ${formatInstantWithZone(atMs)}` : undefined
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function join(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(', ')
}
