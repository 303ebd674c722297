import type { AlertChannel, AlertChannelView, AlertDelivery } from '#contract/alerts'
import { assertNever, placeWords } from '#renderer/lib'
import type { Tone } from '#renderer/ui'

export const formatWords: Readonly<Record<AlertChannel['format'], { readonly title: string; readonly does: string }>> = {
  json: { title: 'JSON', does: 'For a service of your own: the alert with all its fields.' },
  slack: { title: 'Slack', does: 'A message for an incoming webhook of Slack.' },
  discord: { title: 'Discord', does: 'A message for a webhook of Discord.' },
}
export const formats = Object.keys(formatWords) as readonly AlertChannel['format'][]

/** How a webhook stands. */
export function channelStanding({ isEnabled, host }: AlertChannelView): { readonly tone: Tone; readonly word: string } {
  if (!isEnabled) return { tone: 'quiet', word: 'Off' }
  return host === null ? { tone: 'waiting', word: 'No address' } : { tone: 'good', word: 'Ready' }
}

export function sayPlace({ place }: Pick<AlertChannelView, 'place'>): string {
  return place === null ? '–' : placeWords[place].title
}

export function deliveryStanding({ state }: Pick<AlertDelivery, 'state'>): { readonly tone: Tone; readonly word: string } {
  switch (state) {
    case 'waiting':
      return { tone: 'waiting', word: 'Waiting' }
    case 'delivered':
      return { tone: 'good', word: 'Delivered' }
    case 'failed':
      return { tone: 'bad', word: 'Failed' }
    default:
      return assertNever(state)
  }
}
