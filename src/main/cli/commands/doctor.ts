import { assertNever } from '#contract/errors'
import type { HealthCheck } from '#contract/health'
import { type CommandContext, defineCommand } from '../command.ts'
import { failureOf, RefusedError } from '../errors.ts'
import { exitCodes } from '../exit-code.ts'
import { plain } from '../format/text.ts'
import { reply, withSession } from '../reply.ts'
import { sayFailure } from '../say-failure.ts'

export const command = defineCommand({
  args: {},
  details: [
    'Looks over this Node, the workspace, its database, the catalog and the keys. Changes nothing. Ends with 1 when a check failed.',
  ],
  examples: ['doctor', 'doctor --json'],
  run: async (context) => {
    const items = [...ownChecks(context), ...(await engineChecks(context))]
    reply(context, { items }, () => items.map((check) => renderCheck(check, context)).join('\n'))
    return items.some(({ status }) => status === 'failed') ? exitCodes.failedProbes : exitCodes.done
  },
})

function ownChecks({ version, workspace }: CommandContext): HealthCheck[] {
  return [
    { name: 'assay', status: 'ok', detail: `${version} on Node ${process.versions.node}, ${process.platform} ${process.arch}` },
    { name: 'logs', status: 'ok', detail: `${workspace}/logs` },
  ]
}

/** What the engine finds; one failed check when there is none to ask. */
async function engineChecks(context: CommandContext): Promise<HealthCheck[]> {
  try {
    return await withSession(context, async ({ client, kind, pid }) => {
      const { items } = await client.health.doctor()
      const detail = kind === 'own' ? 'opened by this command' : `of process ${pid}, which holds the workspace`
      return [{ name: 'engine', status: 'ok', detail }, ...items]
    })
  } catch (error) {
    const failure = failureOf(error)
    if (failure === undefined && !(error instanceof RefusedError)) throw error
    const detail = failure === undefined ? String(error) : sayFailure(failure).join(' ')
    return [{ name: 'engine', status: 'failed', detail }]
  }
}

function renderCheck({ name, status, detail }: HealthCheck, { terminal }: CommandContext): string {
  return `${markOf(status, terminal.paint)} ${name.padEnd(20)} ${plain(detail)}`
}

function markOf(status: HealthCheck['status'], paint: CommandContext['terminal']['paint']): string {
  switch (status) {
    case 'ok':
      return paint.good('ok     ')
    case 'warning':
      return paint.warn('warning')
    case 'failed':
      return paint.bad('FAILED ')
    default:
      return assertNever(status)
  }
}
