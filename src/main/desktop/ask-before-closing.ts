import { type BrowserWindow, dialog, type MessageBoxOptions } from 'electron'

/** What a person wants when the window closes while runs go on. `stay`: it was not meant. */
export type ClosingAnswer = 'background' | 'pause' | 'stop' | 'stay'

/** In the order of the buttons. The first is the one that loses nothing and stops nothing; Esc is the last. */
const answers: readonly ClosingAnswer[] = ['background', 'pause', 'stop', 'stay']

/** What is asked, given the names of the runs that are going on. */
export function closingQuestion(runs: readonly string[]): MessageBoxOptions {
  const [first = ''] = runs
  return {
    type: 'question',
    title: 'Assay',
    message: runs.length === 1 ? `“${first}” is still running.` : `${runs.length} runs are still going on.`,
    detail: [
      'Keep running: the window closes and the work goes on; open Assay again to see it.',
      'Pause: answers on their way are received, then the app ends. Resume whenever you like.',
      'Stop: answers on their way are received; what was not sent is cancelled for good.',
    ].join('\n'),
    buttons: ['Keep running', 'Pause', 'Stop', 'Cancel'],
    defaultId: 0,
    cancelId: answers.indexOf('stay'),
    noLink: true,
  }
}

/** `stay`, too, when the window is gone before an answer. */
export async function askBeforeClosing(window: BrowserWindow, runs: readonly string[]): Promise<ClosingAnswer> {
  const { response } = await dialog.showMessageBox(window, closingQuestion(runs))
  return answers[response] ?? 'stay'
}
