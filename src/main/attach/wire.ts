/** What both ends of the local socket hold to. Times in milliseconds, sizes in bytes. */
export const attachPolicy = {
  /** How long a holder may take to answer before it counts as not answering. */
  answerWithinMs: 3000,
  /** The other side has so long to answer a goodbye: one that is suspended never does. */
  goodbyeMs: 500,
  /** The server pings this often and ends a client that did not answer the ping before. */
  pingEveryMs: 15_000,
  /** A client ends a connection on which it heard no ping for this long. */
  silentAfterMs: 40_000,
  /** The largest message: a batch file of 32 MB as JSON. */
  maxMessageBytes: 48 * 2 ** 20,
  /** A client that reads so slowly that this much waits for it is ended. */
  maxBufferedBytes: 64 * 2 ** 20,
}

/** Whom the client acts for, percent-encoded. The token, not this, is what lets it in. */
export const userHeader = 'x-assay-user'

/** By which door that user acts, as changes are kept with it: `cli`, `window` or `browser`. */
export const originHeader = 'x-assay-origin'

/** Said by a shell that stays and comes back by itself: an engine that ends does not wait for it to leave. */
export const staysHeader = 'x-assay-stays'
