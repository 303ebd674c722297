import type { AssayClient } from '#attach'
import { plain } from '../format/text.ts'
import type { Terminal } from '../terminal.ts'

/** Says which runs a crash cut short, so that nobody starts the same one again unawares. */
export async function tellOfCrashes({ runs }: AssayClient, terminal: Terminal): Promise<void> {
  const { items } = await runs.list({ status: 'paused', limit: 100 })
  for (const { id, name, pauseReason } of items) {
    if (pauseReason === 'crash') terminal.err(`"${plain(name)}" was cut short when its engine ended. Go on with: assay resume ${id}`)
  }
}
