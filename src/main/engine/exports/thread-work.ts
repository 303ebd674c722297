import { readProviderFile } from '#engine/reconcile'
import { citeCalls } from './cite-calls.ts'
import { ExportDesk } from './export-desk.ts'
import { repriceCalls } from './reprice-calls.ts'

/** All that the thread can be asked for, by name. */
export function createWork() {
  const desk = new ExportDesk()
  return {
    beginRows: desk.beginRows.bind(desk),
    beginCalls: desk.beginCalls.bind(desk),
    beginProbes: desk.beginProbes.bind(desk),
    add: desk.add.bind(desk),
    more: desk.more.bind(desk),
    finish: desk.finish.bind(desk),
    abandon: desk.abandon.bind(desk),
    abandonAll: desk.abandonAll.bind(desk),
    cite: citeCalls,
    readProviderFile,
    reprice: repriceCalls,
  }
}
export type Work = ReturnType<typeof createWork>
