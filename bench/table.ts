import type { Bar } from './bars.ts'
import type { CatalogResult, QueryFigures } from './catalog.ts'
import type { ColdStart } from './cold-start.ts'
import type { ImportsFigures } from './imports.ts'
import type { LedgerFigures } from './ledger.ts'
import type { LimitInForce } from './limit-in-force.ts'
import type { Memory } from './memory.ts'
import type { OpeningFigures, OutcomesFigures, Spread, WindowFigures } from './order.ts'
import type { Results } from './results.ts'
import type { Throughput } from './throughput.ts'
import type { Watched } from './watched.ts'
import type { WhatIfFigures } from './what-if.ts'
import type { WhatIfLoop } from './what-if-loop.ts'
import type { Yardstick } from './yardstick.ts'

const nameWidth = 44
const busyShare = 0.75

/** A heading and its rows, a line each. */
export function section(title: string, rows: readonly (readonly [name: string, value: string])[]): string {
  return [`\n${title}`, ...rows.map(([name, value]) => `  ${name.padEnd(nameWidth)} ${value}`), ''].join('\n')
}

export function yardstickRows({ jsonMs, sha256Ms, sqliteMs, totalMs }: Yardstick) {
  return rows([
    ['JSON, both ways', ms(jsonMs)],
    ['SHA-256 of 64 MiB', ms(sha256Ms)],
    ['10,000 SQLite inserts, synced by the hundred', ms(sqliteMs)],
    ['together', ms(totalMs)],
  ])
}

/** Rounds on a busy machine favour whoever has more threads to ask for a processor with. */
export function busyNote({ cores, loadAverage }: Results['machine']): string {
  const isBusy = loadAverage > cores * busyShare
  return isBusy ? `  the machine is busy (load ${loadAverage.toFixed(1)} on ${cores} cores): take no figure below for the truth\n` : ''
}

export function throughputRows(figures: Throughput) {
  return rows([
    ['ours, all durable', `${perSecond(figures.probesPerSecond)} probes`],
    ['bare fetch loop', `${perSecond(figures.bareFetchPerSecond)} requests of ${figures.requestBytes} bytes`],
    ['throughput.ratioToBareFetch', figures.ratioToBareFetch.toFixed(3)],
    ['  by round', figures.rounds.map(({ ours, bare }) => (ours.perSecond / bare.perSecond).toFixed(3)).join('  ')],
    [
      'throughput.cpuMsPerProbe',
      `${figures.cpuMsPerProbe.toFixed(3)} ms, in the engine's thread ${figures.threadCpuMsPerProbe.toFixed(3)} ms; bare ${figures.bareCpuMsPerRequest.toFixed(3)} ms`,
    ],
    ['event loop delay, p99 and longest', `${ms(figures.loopDelayP99Ms)}, ${ms(figures.loopDelayMaxMs)}`],
    [
      '  with every commit slowed to 50 ms, p99',
      `${ms(figures.slowCommitLoopDelayP99Ms)} at ${perSecond(figures.slowCommitProbesPerSecond)} probes`,
    ],
  ])
}

export function watchedRows(figures: Watched) {
  return rows([
    [
      'ours, shown in five tabs',
      `${perSecond(figures.probesPerSecond)} probes, ${figures.ratioToAlone.toFixed(3)} of those of a run nobody looks at`,
    ],
    [
      'event loop delay, p99 and longest',
      `${ms(figures.loopDelayP99Ms)}, ${ms(figures.loopDelayMaxMs)}; nobody looking ${ms(figures.aloneLoopDelayP99Ms)}`,
    ],
    ['told to them, and asked by them', `${figures.states} states, ${figures.answers} answers`],
  ])
}

export function memoryRows({ peakMb, growthRatio }: Memory) {
  return rows([
    ...Object.entries(peakMb).map(
      ([probes, mb]) => [`memory.peakMb, ${Number(probes).toLocaleString('en')} probes`, `${mb.toFixed(0)} MB`] as const,
    ),
    ['largest against the one before', growthRatio.toFixed(3)],
  ])
}

export function catalogRows({ queries, ...worst }: CatalogResult) {
  const line = ({ p50Ms, p99Ms, bestP99Ms }: QueryFigures) =>
    `p50 ${p50Ms.toFixed(3)} ms, p99 ${p99Ms.toFixed(3)} ms, best of three ${bestP99Ms.toFixed(3)} ms`
  return rows([...Object.entries(queries).map(([name, query]) => [name, line(query)] as const), ['the worst of each', line(worst)]])
}

export function coldStartRows({ firstProbeMs, nextProbeMs, simulatedMs }: ColdStart) {
  return rows([
    ['coldStart.firstProbeMs, new workspace', `${ms(firstProbeMs)}, of it ${ms(simulatedMs)} simulated`],
    ['workspace that is there', ms(nextProbeMs)],
  ])
}

export function whatIfRows({ probes, msPerMillion }: WhatIfFigures) {
  return rows([['whatIf.msPerMillion', `${ms(msPerMillion)}, of ${probes.toLocaleString('en')} probes`]])
}

export function whatIfLoopRows({ probes, tookMs, delayP99Ms, delayMaxMs, heldP99Ms, heldMaxMs, pollP99Ms }: WhatIfLoop) {
  return rows([
    ['imagined twice', `${probes.toLocaleString('en')} probes in ${ms(tookMs)}`],
    ['event loop delay, p99 and longest', `${ms(delayP99Ms)}, ${ms(delayMaxMs)}`],
    ["  of it the thread's own processor time", `${ms(heldP99Ms)}, ${ms(heldMaxMs)}`],
    ['an answer to another process meanwhile, p99', ms(pollP99Ms)],
  ])
}

export function limitRows({ edits, p50Ms, p95Ms, maxMs }: LimitInForce) {
  return rows([[`in force after an edit, of ${edits}`, `p50 ${ms(p50Ms)}, p95 ${ms(p95Ms)}, longest ${ms(maxMs)}`]])
}

export function importsRows({ previewMs, applyMs, againMs, undoMs, heldMs }: ImportsFigures) {
  return rows([
    ['preview, the first and one more', `${ms(previewMs)}, ${ms(againMs)}`],
    ['taken, taken back', `${ms(applyMs)}, ${ms(undoMs)}`],
    ["the engine's thread held in a piece, longest", ms(heldMs)],
  ])
}

export function ledgerRows({ firstCostMs, costs, pages, firstHitMs, exports, bytes }: LedgerFigures) {
  return rows([
    ['the first question of costs', ms(firstCostMs)],
    [`questions of costs, ${costs.asked}`, spreadText(costs)],
    ['  the slowest', costs.slowest],
    [`first pages of the ledger, ${pages.asked} filters`, spreadText(pages)],
    ['  the slowest', pages.slowest],
    ['search: until the first hit', ms(firstHitMs)],
    ...exports.map(
      (file) =>
        [
          `${file.rows.toLocaleString('en')} calls as ${file.format}`,
          `${ms(file.tookMs)}, ${file.extraMb.toFixed(0)} MB more, loop delay p99 ${ms(file.delayP99Ms)}`,
        ] as const,
    ),
    ['a probe on the disk, besides texts', `${bytes.perProbe.toFixed(0)} bytes (texts ${bytes.texts.toFixed(0)})`],
    ['  the largest', bytes.largest.map(([name, each]) => `${name} ${each.toFixed(0)}`).join(', ')],
  ])
}

function spreadText({ p50Ms, p99Ms, maxMs }: Spread): string {
  return `p50 ${ms(p50Ms)}, p99 ${ms(p99Ms)}, longest ${ms(maxMs)}`
}

export function outcomesRows({ openMs, readTextsMs, filterMs, slowestFilter, sortMs, slowestSort }: OutcomesFigures) {
  return rows([
    ['read and added up, by a reader that knew nothing', ms(openMs)],
    ['its texts read', ms(readTextsMs)],
    ['slowest filter', `${ms(filterMs)}, ${slowestFilter}`],
    ['slowest sort', `${ms(sortMs)}, ${slowestSort}`],
  ])
}

export function openingRows({ coldMs, firstMs, laterMs }: OpeningFigures, parts: string) {
  return rows([
    [`from the list of runs to ${parts}, at first`, ms(firstMs)],
    ['  and later', ms(laterMs)],
    ['  at first, within its first second', ms(coldMs)],
  ])
}

export function windowRows(figures: WindowFigures) {
  const tasks =
    figures.longScrollTasks === 0 ? 'none of 50 ms' : `${figures.longScrollTasks} of 50 ms, the longest ${ms(figures.longestScrollTaskMs)}`
  return rows([
    ['usable in a fresh browser: runs, probes', `${ms(figures.interactiveListMs)}, ${ms(figures.interactiveRunMs)}`],
    [
      `key to paint, of ${figures.inputs}`,
      `p50 ${ms(figures.inputToPaintP50Ms)}, p95 ${ms(figures.inputToPaintP95Ms)}, longest ${ms(figures.inputToPaintMaxMs)}`,
    ],
    ['filter typed to rows shown', ms(figures.foundAfterMs)],
    ['long tasks while scrolling', tasks],
  ])
}

export function barRows(bars: readonly Bar[]) {
  return bars.map(({ name, value, bar, aim, wants, isMet }) => {
    const aimed = aim === undefined ? '' : `, aim ${aim}`
    return [name, `${value.toFixed(3).padStart(9)}  ${wants} ${bar.toFixed(2)}${aimed}  ${isMet ? 'met' : 'MISSED'}`] as const
  })
}

function rows(given: readonly (readonly [string, string])[]) {
  return given
}

function ms(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`
}

function perSecond(value: number): string {
  return `${Math.round(value).toLocaleString('en')}/s`
}
