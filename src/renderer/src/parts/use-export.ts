import { useCallback, useEffect, useRef, useState } from 'react'
import type { KeptOrder, ReportFormat, ReportOrder, ReportProgress } from '#contract/reports'
import { useConnection } from '#renderer/transport'

/** How far an export is. `idle`: none was asked for, or it was given up. */
export type ExportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'going'; readonly progress: ReportProgress | undefined }
  | { readonly kind: 'done'; readonly done: NonNullable<ReportProgress['done']>; readonly rows: number }
  | { readonly kind: 'failed'; readonly error: unknown }

/** Writes files in the engine, up to a watermark where one is told, and hands the finished one to the person. One at a time; who leaves the page, or cancels, leaves nothing behind. */
export function useExport() {
  const { client } = useConnection()
  const [state, setState] = useState<ExportState>({ kind: 'idle' })
  const going = useRef<AbortController>(undefined)
  const cancel = useCallback(() => {
    going.current?.abort()
    going.current = undefined
    setState({ kind: 'idle' })
  }, [])
  useEffect(() => () => going.current?.abort(), [])
  const follow = useCallback(async (ask: (signal: AbortSignal) => Promise<AsyncIterable<ReportProgress>>) => {
    going.current?.abort()
    const mine = new AbortController()
    going.current = mine
    setState({ kind: 'going', progress: undefined })
    try {
      for await (const progress of await ask(mine.signal)) {
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
  }, [])
  const start = useCallback(
    (order: ReportOrder, format: ReportFormat, watermark?: number) =>
      follow((signal) => client.reports.export({ order, format, watermark }, { signal })),
    [client, follow],
  )
  /** `name`: what it is kept under. */
  const startBundle = useCallback(
    (order: KeptOrder, name: string) => follow((signal) => client.reports.bundle({ order, name }, { signal })),
    [client, follow],
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
