/** A dataset of so many rows, and how often each is asked: what one measured run sends. */
export interface Load {
  readonly dataset: string
  readonly samples: number
}

/** What an engine process is to measure. */
export interface EngineOrder {
  readonly workspace: string
  readonly baseUrl: string
  readonly maxParallel: number
  /** Instead of the shipped one. */
  readonly storageThread: string | null
  /** Where a console is served besides, for tabs to watch from: says `console` when it is, and goes on at a line of standard input. */
  readonly isServed?: boolean
  /** Runs one after the other; the last is the measured one, those before it warm the process. */
  readonly loads: readonly Load[]
}

/** What an engine process found on its last run. */
export interface EngineFigures {
  readonly probes: number
  readonly perSecond: number
  readonly cpuMsPerProbe: number
  /** Of it, in the engine's own thread. */
  readonly threadCpuMsPerProbe: number
  readonly loopDelayP99Ms: number
  readonly loopDelayMaxMs: number
  readonly peakMb: number
}

/** A console to open, by an address for each tab. */
export interface TabsOrder {
  readonly port: number
  readonly origin: string
  readonly launchAddresses: readonly string[]
}

/** What the tabs were sent while they watched. */
export interface TabsFigures {
  readonly states: number
  readonly answers: number
}

/** What a bare loop is to measure. */
export interface BareOrder {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly inFlight: number
  readonly warmRequests: number
  readonly requests: number
}

export interface BareFigures {
  readonly perSecond: number
  readonly cpuMsPerRequest: number
}
