import { defineCommand } from '../command.ts'
import { RefusedError, UsageError } from '../errors.ts'
import { exitCodes } from '../exit-code.ts'
import { showAddress } from '../serve/show-address.ts'

export const command = defineCommand({
  args: {
    print: { type: 'boolean', description: 'Print the address instead: for a browser that this machine cannot open.' },
  },
  details: [
    'Opens the console that assay serve serves for this workspace, in one more tab or browser. Each address is good once, and for two minutes.',
  ],
  examples: ['open', 'open --print'],
  run: async (context, args) => {
    if (context.json && args.print === true) throw new UsageError('--print: an address that lets in is never given as JSON.')
    const { requestLaunch } = await import('#server')
    const launch = await requestLaunch(context.workspace)
    if (launch === undefined)
      throw new RefusedError(`No console is served for the workspace ${context.workspace}. Start one with: assay serve --open`)
    if (context.json) context.terminal.out(JSON.stringify({ pid: launch.pid }))
    await showAddress(context, launch.address, { opens: true, prints: args.print === true })
    return exitCodes.done
  },
})
