import type { AssayClient } from '#attach'
import { plain } from '../format/text.ts'
import type { Terminal } from '../terminal.ts'

/** Says which runs a crash cut short, so that nobody starts the same one again unawares. Those that were started so go on by themselves with the next one. */
export async function tellOfCrashes({ runs }: AssayClient, terminal: Terminal): Promise<void> {
  const { items } = await runs.list({ status: 'paused', limit: 100 })
  for (const { id, name, pauseReason, onRestart } of items) {
    if (pauseReason !== 'crash') continue
    const whatNow = onRestart === 'hold' ? `Go on with: assay resume ${id}` : 'It goes on when this one starts.'
    terminal.err(`"${plain(name)}" was cut short when its engine ended. ${whatNow}`)
  }
}
