import type { Event } from '#contract/events'
import type { RunProgress } from '#contract/runs'
import { sayCode } from '#renderer/lib'

export type Alert = RunProgress['alerts'][number]

/** What an alert is about, what a person can do, and which page leads there. */
export interface Remedy {
  readonly what: string
  readonly text: string
  readonly leadsTo: 'keys' | 'settings' | 'models' | 'nowhere'
}

const remedies: Readonly<Record<string, Remedy>> = {
  AUTH: { what: sayCode('AUTH'), text: 'Give its provider a key that is valid, then resume the run.', leadsTo: 'keys' },
  OUT_OF_CREDIT: { what: sayCode('OUT_OF_CREDIT'), text: 'Add credit at the provider, then resume the run.', leadsTo: 'nowhere' },
  PERMISSION_DENIED: {
    what: sayCode('PERMISSION_DENIED'),
    text: 'Its probes fail; the others go on. Let the key use the model, or choose another.',
    leadsTo: 'models',
  },
  BUDGET_EXCEEDED: { what: 'Over budget', text: 'Raise the budget in the settings, then resume the run.', leadsTo: 'settings' },
}

export function remedyOf({ code }: Pick<Alert, 'code'>): Remedy {
  return remedies[code] ?? { what: 'Needs you', text: 'The run goes on when this is mended.', leadsTo: 'nowhere' }
}

/** With whom something is wrong, what, and their own words. */
export function sayAlert({ code, service, message }: Alert): string {
  const sentence = [`${service}: ${remedyOf({ code }).what}`, message].filter((part) => part !== '').join('. ')
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`
}

/** The alert that an event has kept. */
export function alertOf({ subject, data }: Pick<Event, 'subject' | 'data'>): Alert {
  const { code, message } = data
  return {
    code: typeof code === 'string' ? code : '',
    service: subject.replace(/^(provider|model):/, ''),
    message: typeof message === 'string' ? message : '',
  }
}

/** Those that say something another does not. */
export function distinct(alerts: readonly Alert[]): Alert[] {
  return [...new Map(alerts.map((alert) => [`${alert.code} ${alert.service}`, alert])).values()]
}
