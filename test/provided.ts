declare module 'vitest' {
  /** What `setup-controlled-thread.ts` has made before the first test. */
  interface ProvidedContext {
    /** The file of the storage thread over a controlled disk. */
    readonly controlledStorageThread: string
    /** An empty database with the newest schema: a copy of it is where every workspace of a test begins. */
    readonly emptyDatabase: string
    /** Where threads that tests start keep what they have compiled. */
    readonly compileCache: string
  }
}

export type {}
