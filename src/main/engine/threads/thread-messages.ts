import type { Failure } from '#contract/errors'

/** What a thread can be asked for, by name: each takes one value and answers with one, both of which are copied between threads. */
export type Work = Readonly<Record<string, (input: never) => unknown>>

export type WorkName<Done extends Work> = keyof Done & string
export type WorkInput<Done extends Work, Name extends WorkName<Done>> = Parameters<Done[Name]>[0]
export type WorkOutput<Done extends Work, Name extends WorkName<Done>> = Awaited<ReturnType<Done[Name]>>

/** `id`: counts what the thread is asked for. */
export interface ToThread {
  readonly id: number
  readonly name: string
  readonly input: never
}

/** `failure` null: a bug, whose text `message` is. */
export type FromThread =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly failure: Failure | null; readonly message: string }
