/** A file of the person's machine, as text, handed from wherever it was dropped or chosen to the page that reads it. */
export interface HandedFile {
  readonly name: string
  readonly text: string
}

declare module '@tanstack/history' {
  interface HistoryState {
    readonly files?: readonly HandedFile[]
  }
}
