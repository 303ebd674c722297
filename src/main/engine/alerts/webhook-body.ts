import type { AlertChannel } from '#contract/alerts'
import { assertNever } from '#contract/errors'
import { isoText } from '#engine/resilience'

/**
 * An alert as webhooks tell it; the body of the format `json` is this, with `version`, `at` as RFC 3339 text and nothing else.
 * `rule` null: no rule made it, the engine needs a person. `on`: the rule's condition, `engine` or `test`. `id`: the same for every try: a receiver that knows it already may pass over it.
 */
export interface AlertMessage {
  readonly id: string
  readonly atMs: number
  /** The name of the workspace's folder. */
  readonly workspace: string
  readonly rule: string | null
  readonly on: string
  readonly change: 'fired' | 'cleared' | 'test'
  /** What it is about, such as `model:openai/gpt-5`. */
  readonly subject: string
  readonly measured: string
  readonly bound: string
  readonly message: string
  readonly run: string | null
}

/** Source: https://docs.slack.dev/reference/block-kit/blocks/section-block (3,000 characters), https://discord.com/developers/docs/resources/webhook (2,000). */
const most = { slack: 2900, discord: 2000 } as const

export function webhookBody(format: AlertChannel['format'], message: AlertMessage): string {
  switch (format) {
    case 'json': {
      const { atMs, ...rest } = message
      return JSON.stringify({ version: 1, ...rest, at: isoText(atMs) })
    }
    case 'slack':
      return JSON.stringify(slackBody(message))
    case 'discord':
      return JSON.stringify({
        content: cut(`**${headline(message)}**\n${message.message}\n${foot(message)}`, most.discord),
        allowed_mentions: { parse: [] },
      })
    default:
      return assertNever(format)
  }
}

function slackBody(message: AlertMessage) {
  const text = escapeSlack(message.message)
  return {
    text: cut(`${escapeSlack(headline(message))}: ${text}`, most.slack),
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: cut(`*${escapeSlack(headline(message))}*\n${text}`, most.slack) } },
      { type: 'context', elements: [{ type: 'mrkdwn', text: cut(escapeSlack(foot(message)), most.slack) }] },
    ],
  }
}

function headline({ change, rule, subject }: AlertMessage): string {
  const what = rule ?? subject
  if (change === 'test') return `Assay: a test of the channel`
  return change === 'cleared' ? `Assay: over: ${what}` : `Assay: ${what}`
}

function foot({ workspace, subject, atMs }: AlertMessage): string {
  return `${subject} · workspace ${workspace} · ${isoText(atMs)}`
}

/** Nothing in it calls a person or a channel. Source: https://docs.slack.dev/messaging/formatting-message-text#escaping */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`
}
