import { useCallback, useEffect, useRef, useState } from 'react'
import type { Check, PassWhen } from '#contract/check'
import type { CheckProgress } from '#contract/checks'
import type { RunId } from '#contract/ids'
import { failureOf, sayError, sayIssue } from '#renderer/lib'
import { useConnection } from '#renderer/transport'
import { batchOfChecks } from './checks-file.ts'

/** How far a checking is. It goes on in the engine when nobody looks. */
export type Checking =
  | { readonly kind: 'idle' }
  | { readonly kind: 'going'; readonly progress: CheckProgress | undefined }
  | { readonly kind: 'done'; readonly progress: CheckProgress }
  | { readonly kind: 'refused'; readonly why: readonly string[] }

export interface CheckOrder {
  /** A file of checks in place of the run's own; undefined: its own. */
  readonly file: { readonly name: string; readonly text: string } | undefined
  readonly rejudge: boolean
}

/** Checks the kept answers of a run anew. */
export function useChecking(run: RunId) {
  const { client } = useConnection()
  const [state, setState] = useState<Checking>({ kind: 'idle' })
  const listening = useRef<AbortController>(undefined)
  useEffect(() => () => listening.current?.abort(), [])
  const start = useCallback(
    async ({ file, rejudge }: CheckOrder) => {
      listening.current?.abort()
      const mine = new AbortController()
      listening.current = mine
      setState({ kind: 'going', progress: undefined })
      try {
        const others: { checks: Check[]; passWhen: PassWhen } | undefined =
          file === undefined ? undefined : await client.runs.readBatch({ text: batchOfChecks(file.text).text, file: file.name })
        const order = { run, rejudge, ...(others === undefined ? {} : { checks: others.checks, passWhen: others.passWhen }) }
        if (others?.checks.length === 0) return setState({ kind: 'refused', why: [`${file?.name} holds no check.`] })
        for await (const progress of await client.checks.apply(order, { signal: mine.signal })) {
          if (mine.signal.aborted) return
          setState({ kind: progress.isDone ? 'done' : 'going', progress })
        }
      } catch (error) {
        if (!mine.signal.aborted) setState({ kind: 'refused', why: sayRefusal(error, file?.text) })
      }
    },
    [client, run],
  )
  return { state, start }
}

/** In the lines of the file as it is. */
function sayRefusal(error: unknown, text: string | undefined): string[] {
  const failure = failureOf(error)
  const { title, details } = sayError(error)
  if (failure?.code !== 'INVALID_INPUT' || text === undefined) return [title, ...details]
  const { linesBefore } = batchOfChecks(text)
  return failure.issues.map((issue) =>
    sayIssue(issue.line === undefined ? issue : { ...issue, line: Math.max(1, issue.line - linesBefore) }, failure.source),
  )
}
