/** What the loopback shell holds to. Times in milliseconds, sizes in bytes. */
export const serverPolicy = {
  /** A launch address opens the console once, and within this time. */
  launchWithinMs: 120_000,
  /** Launch addresses that may be open at a time; one more puts the oldest out of use. */
  maxLaunchTokens: 16,
  /** Browsers that may be let in at a time; one more puts the oldest out. */
  maxSessions: 64,
  /** All headers of a request together. */
  maxHeaderBytes: 16 * 2 ** 10,
  /** A request for a launch address says nothing but that it is one. */
  maxBodyBytes: 2 ** 10,
  /** A request must have been received whole by then. */
  requestWithinMs: 10_000,
  /** What a page sends at once: a batch with its prompts. */
  maxMessageBytes: 16 * 2 ** 20,
  /** A page that lets this much wait for it is ended. */
  maxBufferedBytes: 32 * 2 ** 20,
  /** A page is asked this often whether it is still there, and ended when it did not answer the time before. */
  pingEveryMs: 15_000,
  maxConnections: 256,
  maxPages: 64,
}
