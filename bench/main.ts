import path from 'node:path'
import { parseArgs } from 'node:util'
import { inScratchFolder } from '../test/processes/scratch-folder.ts'
import { barsOf } from './bars.ts'
import { measureCatalog } from './catalog.ts'
import { measureColdStart } from './cold-start.ts'
import { measureImports } from './imports.ts'
import { measureCosts, measureLedger } from './ledger.ts'
import { measureLimitInForce } from './limit-in-force.ts'
import { measureMemory } from './memory.ts'
import { measureOutcomes, measureResults } from './outcomes.ts'
import { describeMachine, type Results, writeResults } from './results.ts'
import {
  barRows,
  busyNote,
  catalogRows,
  coldStartRows,
  importsRows,
  ledgerRows,
  limitRows,
  memoryRows,
  openingRows,
  outcomesRows,
  section,
  throughputRows,
  watchedRows,
  whatIfLoopRows,
  whatIfRows,
  windowRows,
  yardstickRows,
} from './table.ts'
import { measureThroughput } from './throughput.ts'
import { measureWatched } from './watched.ts'
import { measureWhatIf } from './what-if.ts'
import { measureWhatIfLoop } from './what-if-loop.ts'
import { measureWindow } from './window.ts'
import { measureYardstick } from './yardstick.ts'

const sections = [
  'throughput',
  'watched',
  'memory',
  'catalog',
  'coldStart',
  'whatIf',
  'limits',
  'imports',
  'ledger',
  'outcomes',
  'results',
  'costs',
  'window',
] as const
type Section = (typeof sections)[number]

const usage = `npm run bench -- [--only ${sections.join('|')}] [--rounds N] [--probes N] [--catalog FILE] [--ledger FOLDER] [--cpu-prof FOLDER]`
const memorySizes = [1000, 10_000, 100_000]
const watchedRounds = 3
const catalogModels = 5000
const catalogAsks = 3000
const whatIfProbes = 1_000_000
const whatIfLoopProbes = 200_000
const limitEdits = 100
const importEntries = 3000
const ledgerSizes = { attempts: 1_000_000, weighedProbes: 20_000, formats: ['csv', 'json', 'jsonl', 'parquet'] } as const
const windowProbes = 100_000
const outcomesProbes = 100_000
const resultsFolder = path.join(import.meta.dirname, 'results')

/** Measures, prints as it goes, writes the figures, and sets the exit code: 1 when a bar is missed. */
export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true },
      rounds: { type: 'string', default: '5' },
      probes: { type: 'string', default: '10000' },
      catalog: { type: 'string' },
      ledger: { type: 'string' },
      'cpu-prof': { type: 'string' },
    },
  })
  const only = values.only ?? sections
  const rounds = Number(values.rounds)
  const probes = Number(values.probes)
  if (!only.every(isSection) || !Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(probes) || probes < 100) {
    process.stderr.write(`${usage}\n`)
    process.exitCode = 2
    return
  }
  const folder = values['cpu-prof']
  const nodeFlags = folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`]
  const results = await inScratchFolder((scratch) =>
    measure(scratch, new Set(only), {
      rounds,
      probes,
      warmProbes: Math.ceil(probes / 4),
      nodeFlags,
      ...{ catalog: values.catalog, ledger: values.ledger },
    }),
  )
  const file = writeResults(resultsFolder, results)
  show('bars', barRows(results.bars))
  process.stdout.write(`\nwritten to ${path.relative(process.cwd(), file)}\n`)
  process.exitCode = results.bars.every(({ isMet }) => isMet) ? 0 : 1
}

interface Sizes {
  readonly rounds: number
  readonly probes: number
  readonly warmProbes: number
  readonly nodeFlags: readonly string[]
  /** A map of LiteLLM to import instead of one that is made up. */
  readonly catalog: string | undefined
  /** A workspace that `bench:ledger` has made, instead of one made for this. */
  readonly ledger: string | undefined
}

async function measure(folder: string, only: ReadonlySet<Section>, sizes: Sizes): Promise<Results> {
  const machine = describeMachine()
  const yardstick = measureYardstick(folder)
  show(`yardstick (Node ${machine.node}, ${machine.cores} cores, load ${machine.loadAverage.toFixed(1)})`, yardstickRows(yardstick))
  process.stdout.write(busyNote(machine))
  const throughput = only.has('throughput') ? await measureThroughput({ folder, ...sizes }) : undefined
  if (throughput !== undefined)
    show(`throughput (${sizes.rounds} rounds of ${sizes.probes}, 32 in flight, synchronous=FULL)`, throughputRows(throughput))
  const watched = only.has('watched')
    ? await measureWatched({ folder, ...sizes, rounds: Math.min(sizes.rounds, watchedRounds) })
    : undefined
  if (watched !== undefined) show('a run at full speed in two tabs, beside monitor, ledger and costs', watchedRows(watched))
  const memory = only.has('memory') ? await measureMemory(folder, memorySizes) : undefined
  if (memory !== undefined) show("memory (max RSS of the engine's process)", memoryRows(memory))
  const catalog = only.has('catalog') ? await measureCatalog(folder, catalogModels, catalogAsks) : undefined
  if (catalog !== undefined) show(`catalog (${catalog.models} models, in process)`, catalogRows(catalog))
  const coldStart = only.has('coldStart') ? await measureColdStart(folder) : undefined
  if (coldStart !== undefined) show('cold start (assay run, one probe)', coldStartRows(coldStart))
  const whatIf = only.has('whatIf') ? await measureWhatIf(whatIfProbes) : undefined
  if (whatIf !== undefined) show('what-if (virtual time, one pool, 16 in flight)', whatIfRows(whatIf))
  const whatIfLoop = only.has('whatIf') ? await measureWhatIfLoop(folder, whatIfLoopProbes) : undefined
  if (whatIfLoop !== undefined) show('what-if beside others (in their engine)', whatIfLoopRows(whatIfLoop))
  const limits = only.has('limits') ? await measureLimitInForce(folder, limitEdits) : undefined
  if (limits !== undefined) show('limits edited during a run', limitRows(limits))
  const imports = only.has('imports') ? await measureImports(folder, importEntries, sizes.catalog) : undefined
  if (imports !== undefined) show(`imports (${imports.entries} entries, ${imports.models} models taken)`, importsRows(imports))
  const ledger = only.has('ledger') ? await measureLedger(folder, ledgerSizes, sizes.ledger) : undefined
  if (ledger !== undefined) show(`ledger (${ledger.attempts.toLocaleString('en')} calls, in process)`, ledgerRows(ledger))
  const outcomes = only.has('outcomes') ? await measureOutcomes(folder, outcomesProbes) : undefined
  if (outcomes !== undefined) show(`outcomes (${outcomesProbes.toLocaleString('en')} probes, reads in process)`, outcomesRows(outcomes))
  const results = only.has('results') ? await measureResults(folder, outcomesProbes) : undefined
  if (results !== undefined)
    show(`results (${outcomesProbes.toLocaleString('en')} probes, in a browser)`, openingRows(results, 'figures and rows'))
  const costs = only.has('costs') ? await measureCosts(folder, ledgerSizes.attempts, sizes.ledger) : undefined
  if (costs !== undefined)
    show(`costs (${ledgerSizes.attempts.toLocaleString('en')} calls, in a browser)`, openingRows(costs, 'figures and the first chart'))
  const window = only.has('window') ? await measureWindow(folder, windowProbes) : undefined
  if (window !== undefined) show(`window (${window.probes.toLocaleString('en')} probes in the open run)`, windowRows(window))
  const measured = {
    ...{ machine, yardstick },
    ...(throughput && { throughput }),
    ...(watched && { watched }),
    ...(memory && { memory }),
    ...(catalog && { catalog }),
    ...(coldStart && { coldStart }),
    ...(whatIf && { whatIf }),
    ...(whatIfLoop && { whatIfLoop }),
    ...(limits && { limits }),
    ...(imports && { imports }),
    ...(ledger && { ledger }),
    ...(outcomes && { outcomes }),
    ...(results && { results }),
    ...(costs && { costs }),
    ...(window && { window }),
  }
  return { ...measured, bars: barsOf(measured) }
}

function show(title: string, rows: Parameters<typeof section>[1]): void {
  process.stdout.write(section(title, rows))
}

function isSection(text: string): text is Section {
  return sections.some((name) => name === text)
}
