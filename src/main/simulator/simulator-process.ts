import { parseArgs } from 'node:util'
import { runSimulator } from './run-simulator.ts'

/**
 * The simulator as a process of its own: `--port N --seed N --profile FILE`. Prints one JSON line when it listens, and ends
 * when its standard input closes or on SIGTERM or SIGINT.
 */
const { values } = parseArgs({ options: { port: { type: 'string' }, seed: { type: 'string' }, profile: { type: 'string' } } })
const simulator = await runSimulator({ port: Number(values.port ?? 0), seed: Number(values.seed ?? 1), profileFile: values.profile })

const end = () => {
  process.stdin.destroy()
  void simulator.close()
}
process.once('SIGTERM', end)
process.once('SIGINT', end)
process.stdin.once('close', end)
process.stdin.once('end', end)
process.stdin.resume()
process.stdout.write(`${JSON.stringify({ simulator: { port: simulator.port, baseUrl: simulator.baseUrl } })}\n`)
