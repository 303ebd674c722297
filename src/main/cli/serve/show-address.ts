import type { CommandContext } from '../command.ts'

export interface ShowAddressOptions {
  /** In the browser, where there is one. */
  readonly opens: boolean
  /** Written out even where nobody may be looking: it was asked for. */
  readonly prints?: boolean
}

/** Gives an address that lets in to the browser or, where that cannot be, to the person at the terminal; never to a file that output goes to, nor as JSON. */
export async function showAddress(context: CommandContext, address: string, { opens, prints = false }: ShowAddressOptions): Promise<void> {
  const { terminal, openInBrowser } = context
  if (prints) return terminal.out(address)
  if (opens && (await openInBrowser(address))) return terminal.err('It is open in the browser.')
  if (terminal.isTerminal)
    terminal.err(`${opens ? 'No browser could be opened. ' : ''}Open it, once and within two minutes, at:\n${address}`)
  else terminal.err(`${opens ? 'No browser could be opened. ' : ''}assay open makes an address that lets in.`)
}
