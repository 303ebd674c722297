import { type BrowserWindow, dialog } from 'electron'

/** One app shows one workspace: whoever started it again for another one is told why that one is not shown. `data` is what the second start handed over. */
export function sayOtherWorkspace(window: BrowserWindow | undefined, workspace: string, data: unknown): void {
  const asked = typeof data === 'object' && data !== null && 'workspace' in data ? data.workspace : undefined
  if (window === undefined || typeof asked !== 'string' || asked === workspace) return
  void dialog.showMessageBox(window, {
    type: 'info',
    title: 'Assay',
    message: 'Another workspace is open.',
    detail: `Open: ${workspace}\nAsked for: ${asked}\n\nQuit Assay first, then open the other one; or see both with “assay serve”.`,
    buttons: ['OK'],
    noLink: true,
  })
}
