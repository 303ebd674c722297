import path from 'node:path'
import { runSimulator } from '#simulator'
import { defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import { exitCodes } from '../exit-code.ts'
import { readCount } from '../parse/read-values.ts'

export const command = defineCommand({
  args: {
    port: { type: 'string', valueHint: 'N', description: 'Listen there on 127.0.0.1; a free one unless told.' },
    seed: { type: 'string', valueHint: 'N', description: 'Same seed, same draws; 1 unless told.' },
    profile: { type: 'string', valueHint: 'FILE', description: 'Limits and faults, as JSON.' },
  },
  details: [
    'The simulated provider on its own: OpenAI (chat and responses), Anthropic and Google wire formats, plain and streamed, until Ctrl-C. Nothing leaves this machine and nothing costs anything.',
  ],
  examples: ['simulator', 'simulator --port 8080 --seed 7 --profile faults.json'],
  run: async ({ terminal, json, interrupts, workingFolder }, args) => {
    const options = {
      port: readCount('--port', args.port, { min: 0, max: 65_535 }),
      seed: readCount('--seed', args.seed, { min: 0, max: 2_147_483_647 }),
      profileFile: args.profile === undefined ? undefined : path.resolve(workingFolder, args.profile),
    }
    const interrupted = new Promise<void>((resolve) => interrupts.listen(resolve))
    const simulator = await start(options)
    const { baseUrl, port } = simulator
    terminal.out(json ? JSON.stringify({ baseUrl, port }) : `The simulated provider answers at ${baseUrl} until Ctrl-C.`)
    await interrupted
    await simulator.close()
    return exitCodes.interrupted
  },
})

async function start(options: Parameters<typeof runSimulator>[0]) {
  try {
    return await runSimulator(options)
  } catch (error) {
    if (error instanceof Error) throw new UsageError(sayStart(error, options), undefined)
    throw error
  }
}

function sayStart(error: Error, { port, profileFile }: Parameters<typeof runSimulator>[0]): string {
  const code = 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return `--port: ${port} is in use. Choose another, or none for a free one.`
  if (code === 'EACCES' && profileFile === undefined) return `--port: ${port} may not be used by this account. Choose one above 1023.`
  if (code === 'ENOENT') return `--profile: there is no file ${profileFile}.`
  return `--profile: ${profileFile ?? ''}: ${error.message}`
}
