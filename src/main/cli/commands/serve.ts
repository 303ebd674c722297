import { existsSync } from 'node:fs'
import path from 'node:path'
import type { WorkspaceEngine } from '#hosting'
import type { LoopbackShell } from '#server'
import { type CommandContext, defineCommand } from '../command.ts'
import { RefusedError, UsageError } from '../errors.ts'
import { type ExitCode, exitCodes } from '../exit-code.ts'
import { counted } from '../format/quantities.ts'
import { readCount } from '../parse/read-values.ts'
import { openShellEngine, sayPlace } from '../serve/shell-engine.ts'
import { showAddress } from '../serve/show-address.ts'

export const command = defineCommand({
  args: {
    port: { type: 'string', valueHint: 'N', description: 'Listen there on 127.0.0.1; a free one unless told.' },
    open: { type: 'boolean', description: 'Open it in the browser.' },
    'exit-when-idle': { type: 'string', valueHint: 'MINUTES', description: 'End when no page was open and no run active for so long.' },
  },
  details: [
    'The console in a browser, until Ctrl-C: the same pages as the window, in the engine of the workspace. Only this machine reaches it, and only a browser that was let in by an address that is good once and for two minutes. assay open makes such an address; more than one browser or tab may be open.',
    'Where another process holds the workspace its engine is used, and taken over when it ends.',
    'Ctrl-C sends nothing more and receives what is in flight; a second one cuts that off.',
    'With --json: { port, pid }. The address that lets in is never part of it.',
  ],
  examples: ['serve --open', 'serve --port 8400', 'serve --open --exit-when-idle 30'],
  run: async (context, args) => {
    const port = readCount('--port', args.port, { min: 1, max: 65_535 }) ?? 0
    const idleMinutes = readCount('--exit-when-idle', args['exit-when-idle'], { min: 1, max: 10_000 })
    const { requestLaunch } = await import('#server')
    const running = await requestLaunch(context.workspace)
    if (running !== undefined) return await joinRunning(context, running, args.open === true)
    const engine = await openShellEngine(context)
    try {
      const shell = await openShell(context, engine, port)
      try {
        await tell(context, { engine, shell, opens: args.open === true })
        return await untilEnd(context, { engine, shell, idleMinutes })
      } finally {
        await shell.close()
      }
    } finally {
      await engine.stop()
    }
  },
})

interface Serving {
  readonly engine: WorkspaceEngine
  readonly shell: LoopbackShell
}

/** A second console of one workspace would only be another way to the same engine. */
async function joinRunning(
  context: CommandContext,
  { address, pid }: { readonly address: string; readonly pid: number },
  opens: boolean,
): Promise<ExitCode> {
  if (!opens) throw new RefusedError(`Process ${pid} serves the console of this workspace already. assay open opens it.`)
  context.terminal.err(`Process ${pid} serves the console of this workspace already.`)
  await showAddress(context, address, { opens: true })
  return exitCodes.done
}

async function openShell(context: CommandContext, engine: WorkspaceEngine, port: number): Promise<LoopbackShell> {
  const { workspace, clock, engineParts } = context
  const rendererFolder = path.join(engineParts.files.root, 'out', 'renderer')
  if (!existsSync(path.join(rendererFolder, 'index.html')))
    throw new RefusedError('The page has not been built yet. Build it with: npm run build')
  const { openLoopbackShell } = await import('#server')
  try {
    return await openLoopbackShell({ engine, workspace, rendererFolder, port, clock, log: engineParts.log, pid: engineParts.pid })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EADDRINUSE') throw new UsageError(`--port: ${port} is in use. Choose another, or none for a free one.`)
    if (code === 'EACCES' && port !== 0) throw new UsageError(`--port: ${port} may not be used by this account. Choose one above 1023.`)
    throw error
  }
}

async function tell(context: CommandContext, { engine, shell, opens }: Serving & { readonly opens: boolean }): Promise<void> {
  const { terminal, json, engineParts } = context
  if (json) terminal.out(JSON.stringify({ port: shell.port, pid: engineParts.pid }))
  else terminal.out(`The console answers at ${shell.origin} until Ctrl-C.`)
  const place = sayPlace(engine.place)
  if (place !== undefined) terminal.err(place)
  engine.onPlace((next) => terminal.err(sayPlace(next) ?? 'The engine is in this process now.'))
  await showAddress(context, shell.launchAddress(), { opens })
}

/** Ends with the first interrupt, after what is in flight has been received, or when nothing was going on for long enough. */
async function untilEnd(
  { terminal, interrupts, clock }: CommandContext,
  { engine, shell, idleMinutes }: Serving & { readonly idleMinutes: number | undefined },
): Promise<ExitCode> {
  const interrupted = Promise.withResolvers<void>()
  const ended = new AbortController()
  let stopping: Promise<void> | undefined
  const status = async () => (engine.place.kind === 'own' ? await engine.client()?.health.status() : undefined)
  const unlisten = interrupts.listen(() => {
    if (stopping !== undefined) return void engine.stop({ abort: true })
    stopping = (async () => {
      const { inFlight = 0 } = (await status()) ?? {}
      if (inFlight > 0) terminal.err(`Stopping: ${counted(inFlight, 'call')} in flight will still be received. Ctrl-C again ends them.`)
      shell.withdraw()
      await engine.stop()
    })()
    stopping.then(interrupted.resolve, interrupted.reject)
  })
  try {
    if (idleMinutes === undefined) await interrupted.promise
    else {
      const { untilIdle } = await import('#server')
      const isBusy = async () => shell.pages() > 0 || ((await status())?.activeRuns ?? 0) > 0
      const idle = untilIdle({ clock, idleMs: idleMinutes * 60_000, isBusy, signal: ended.signal })
      await Promise.race([interrupted.promise, idle])
    }
    if (stopping !== undefined) return exitCodes.interrupted
    terminal.err(`Nothing was open for ${idleMinutes} min: the console has ended.`)
    return exitCodes.done
  } finally {
    ended.abort()
    unlisten()
  }
}
