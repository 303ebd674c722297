import { useCallback, useEffect, useRef, useState } from 'react'
import type { KeptOrder, ReportFormat, ReportOrder, ReportProgress } from '#contract/reports'
import { type Client, useConnection } from '#renderer/transport'

/** How far an export is. `idle`: none was asked for, or it was given up. */
export type ExportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'going'; readonly progress: ReportProgress | undefined }
  | { readonly kind: 'done'; readonly done: NonNullable<ReportProgress['done']>; readonly rows: number }
  | { readonly kind: 'failed'; readonly error: unknown }

/** Begins to write a file, and tells how far it is; ends with the signal. */
type BeginExport = (client: Client, signal: AbortSignal) => Promise<AsyncIterable<ReportProgress>>

/** Writes files in the engine, and hands the finished one to the person. One at a time; who leaves the page, or cancels, leaves nothing behind. */
export function useFileExport() {
  const { client } = useConnection()
  const [state, setState] = useState<ExportState>({ kind: 'idle' })
  const going = useRef<AbortController>(undefined)
  const cancel = useCallback(() => {
    going.current?.abort()
    going.current = undefined
    setState({ kind: 'idle' })
  }, [])
  useEffect(() => () => going.current?.abort(), [])
  const begin = useCallback(
    async (beginExport: BeginExport) => {
      going.current?.abort()
      const mine = new AbortController()
      going.current = mine
      setState({ kind: 'going', progress: undefined })
      try {
        for await (const progress of await beginExport(client, mine.signal)) {
          if (mine.signal.aborted) return
          if (progress.done === null) setState({ kind: 'going', progress })
          else {
            setState({ kind: 'done', done: progress.done, rows: progress.rows })
            fetchFile(progress.done.file)
          }
        }
      } catch (error) {
        if (!mine.signal.aborted) setState({ kind: 'failed', error })
      }
    },
    [client],
  )
  return { state, begin, cancel }
}

/** The same of reports, up to a watermark where one is told. */
export function useExport() {
  const { state, begin, cancel } = useFileExport()
  const start = useCallback(
    (order: ReportOrder, format: ReportFormat, watermark?: number) =>
      begin((client, signal) => client.reports.export({ order, format, watermark }, { signal })),
    [begin],
  )
  /** `name`: what it is kept under. */
  const startBundle = useCallback(
    (order: KeptOrder, name: string) => begin((client, signal) => client.reports.bundle({ order, name }, { signal })),
    [begin],
  )
  return { state, start, startBundle, cancel }
}

/** Where the window finds a file of the workspace's `exports` folder. */
export function addressOfExport(file: string): string {
  return `/exports/${encodeURIComponent(file)}`
}

function fetchFile(file: string): void {
  const link = document.createElement('a')
  link.href = addressOfExport(file)
  link.download = file
  link.click()
}
