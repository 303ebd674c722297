import { assertNever } from '#contract/errors'
import type { HealthCheck } from '#contract/health'
import { type CommandContext, defineCommand } from '../command.ts'
import { failureOf, RefusedError } from '../errors.ts'
import { exitCodes } from '../exit-code.ts'
import { plain } from '../format/text.ts'
import { reply } from '../reply.ts'
import { sayFailure } from '../say-failure.ts'
import { withSession } from '../session/with-session.ts'

export const command = defineCommand({
  args: {
    'rebuild-rollups': { type: 'boolean', description: 'First makes the sums over calls anew, which cost reports are read from.' },
  },
  details: [
    'Looks over this Node, the workspace, its database, the catalog and the keys. Sends nothing, and changes nothing unless told; where there is no workspace yet, none is made. Ends with 1 when a check failed.',
  ],
  examples: ['doctor', 'doctor --json', 'doctor --rebuild-rollups'],
  run: async (context, args) => {
    const items = [...ownChecks(context), ...(await engineChecks(context, args['rebuild-rollups'] === true))]
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
async function engineChecks(context: CommandContext, rebuilds: boolean): Promise<HealthCheck[]> {
  try {
    return await withSession(
      context,
      async ({ client, kind, pid, isRehearsal }) => {
        if (rebuilds && !isRehearsal) await client.health.rebuildRollups()
        const { items } = await client.health.doctor()
        if (isRehearsal) return [...rehearsed(context), ...items.filter(({ name }) => !ofWorkspace.includes(name))]
        const detail = kind === 'own' ? 'opened by this command' : `of process ${pid}, which holds the workspace`
        return [{ name: 'engine', status: 'ok', detail }, ...items]
      },
      { rehearses: true, repeats: true },
    )
  } catch (error) {
    const failure = failureOf(error)
    if (failure === undefined && !(error instanceof RefusedError)) throw error
    const detail = failure === undefined ? String(error) : sayFailure(failure).join(' ')
    return [{ name: 'engine', status: 'failed', detail }]
  }
}

/** What the engine says of the workspace it stands on; of a rehearsal's it is of no use. */
const ofWorkspace: readonly string[] = ['workspace', 'database', 'storage', 'sums']

function rehearsed({ workspace }: CommandContext): HealthCheck[] {
  return [
    { name: 'engine', status: 'ok', detail: 'opened on an empty workspace elsewhere, which is cleared away again' },
    { name: 'workspace', status: 'ok', detail: `${workspace}: not there yet; the first command that keeps something makes it` },
  ]
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
