import { ProviderKey } from '#contract/ids'
import type { MonitorState } from '#contract/monitor'
import { type CommandContext, defineCommand } from '../command.ts'
import { exitCodes } from '../exit-code.ts'
import { usd } from '../format/money.ts'
import { counted, latency, nearInstant } from '../format/quantities.ts'
import { plain } from '../format/text.ts'
import { readOptional } from '../parse/read-values.ts'
import { readInSession } from '../session/with-session.ts'

export const command = defineCommand({
  args: {
    provider: { type: 'string', valueHint: 'KEY', description: 'Only of this provider.' },
    watch: { type: 'boolean', description: 'Go on until Ctrl-C.' },
  },
  details: [
    'Rates are of the last five whole minutes, latencies and errors of the last 15. Beside a run it shows that run. With --json, one line for each state.',
  ],
  examples: ['monitor', 'monitor --watch', 'monitor --provider openai --json'],
  run: async (context, args) => {
    const input = { provider: readOptional(ProviderKey, '--provider', args.provider) }
    return await readInSession(context, async ({ client }) => {
      for await (const state of await client.monitor.watch(input)) {
        show(context, state)
        if (args.watch !== true) break
      }
      return exitCodes.done
    })
  },
})

function show({ json, terminal }: CommandContext, state: MonitorState): void {
  if (json) terminal.out(JSON.stringify(state))
  else terminal.screen(linesOf(state).join('\n'))
}

/** A screen of text, a line for each thing. */
export function linesOf(state: MonitorState): string[] {
  const { inFlight, waiting, callsPerMinute, successRate, burnPerHourNanoUsd, latency: spread, errors, pools, breakers, atMs } = state
  const parked = pools.filter(({ parkedUntilMs }) => parkedUntilMs !== null)
  return [
    line('calls', `${callsPerMinute.toFixed(1)} a minute, ${inFlight} in flight, ${waiting} waiting`),
    line('answered', successRate === null ? '–' : `${(successRate * 100).toFixed(1)} %`),
    line('an hour costs', burnPerHourNanoUsd === null ? '–' : `${usd(burnPerHourNanoUsd)} at this pace`),
    line('latency', `p50 ${latency(spread.p50Ms)}, p95 ${latency(spread.p95Ms)} of ${counted(spread.calls, 'call')}`),
    line('errors', errors.map(({ code, calls, services }) => `${code} ${calls} (${services.map(plain).join(', ')})`).join('; ') || 'none'),
    line(
      'paused',
      parked
        .map(
          ({ provider, pool, parkedUntilMs }) =>
            `${provider}/${pool} until ${parkedUntilMs === null ? '–' : nearInstant(parkedUntilMs, atMs)}`,
        )
        .join(', ') || 'no pool',
    ),
    line(
      'breakers',
      breakers.map(({ service, state: how, hold }) => `${plain(service)} ${hold === null ? how : `held ${hold}`}`).join(', ') ||
        'all closed',
    ),
  ]
}

function line(head: string, text: string): string {
  return `${head.padEnd(14)} ${text}`
}
