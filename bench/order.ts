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

export type ShownPage = 'run' | 'monitor' | 'ledger' | 'costs'

/** A console to open, and what each tab shows of it. */
export interface TabsOrder {
  readonly port: number
  readonly origin: string
  readonly tabs: readonly { readonly page: ShownPage; readonly launchAddress: string }[]
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

/** What the process that looks at the window is to measure: `home` holds the workspace, with one run in it. */
export interface WindowOrder {
  readonly home: string
  readonly tries: number
}

/** A page to be opened in workspaces of `home/workspace`. `unasked`: where nobody has asked for it yet, nor in `home`; they may be the same where nothing of it is kept. */
export interface OpeningOrder {
  readonly page: 'costs' | 'results'
  readonly unasked: string
  readonly home: string
  readonly tries: number
}

/**
 * From the list of runs until figures and rows, or the first chart, are painted, in milliseconds; each time in a fresh browser. `coldMs`: as soon as the first window of an
 * engine stands; `firstMs`: after it has stood for a moment; `laterMs`: after that, the median.
 */
export interface OpeningFigures {
  readonly coldMs: number
  readonly firstMs: number
  readonly laterMs: number
}

/** What a person feels with a large run open, in a real browser. */
export interface WindowFigures {
  readonly probes: number
  /** From the first request of a fresh browser until rows are painted and keys are heard: the list of runs, and the probes of the run. Medians. */
  readonly interactiveListMs: number
  readonly interactiveRunMs: number
  /** From a key in the filter or the table until the second frame after it. */
  readonly inputToPaintP50Ms: number
  readonly inputToPaintP95Ms: number
  readonly inputToPaintMaxMs: number
  readonly inputs: number
  /** From the last key of a filter until what it finds is shown: typing is waited for 200 ms. */
  readonly foundAfterMs: number
  /** While the table is scrolled from end to end; 0: none reached 50 ms. */
  readonly longestScrollTaskMs: number
  readonly longScrollTasks: number
}

/** A workspace with a large ledger, to be asked. */
export interface LedgerOrder {
  readonly workspace: string
}

/** How long different questions took, one after the other; `slowest`: the one that took longest. */
export interface Spread {
  readonly asked: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly maxMs: number
  readonly slowest: string
}

export interface AskedFigures {
  /** The first question of costs after the engine has opened. */
  readonly firstCostMs: number
  readonly costs: Spread
  /** First pages of the ledger. */
  readonly pages: Spread
  /** Until a search for a text has found the first entry that holds it. */
  readonly firstHitMs: number
}

/** Where a large run is. */
export interface OutcomesOrder {
  readonly workspace: string
}

/** What the results of a large run take, in milliseconds; of filters and sorts the first time each is asked, the worst of each named. */
export interface OutcomesFigures {
  /** The run read and added up, and the first page of its table, by a reader that knew nothing. */
  readonly openMs: number
  readonly readTextsMs: number
  readonly filterMs: number
  readonly slowestFilter: string
  readonly sortMs: number
  readonly slowestSort: string
}
