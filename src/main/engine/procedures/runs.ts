import type { ModelRef } from '#contract/ids'
import { formatBatch, readBatch, saidTo } from '#engine/batches'
import { AppError } from '#engine/failure'
import { cachedFromView, callView, ofSums, probeView, runResults, usageOf, wholeCallView } from '#engine/reports'
import { batchOfRun, FrozenBatch, watchActive } from '#engine/runs'
import type { Implementer } from './caller.ts'
import { cutPage, decodeNumber, encodeCursor } from './cursor.ts'
import { getRunRow } from './run-row.ts'
import type { Services } from './services.ts'

export function runProcedures(os: Implementer, services: Services) {
  const { runs, catalog, storage } = services
  const modelId = (ref: ModelRef | undefined) => (ref === undefined ? undefined : catalog.getModel(ref).id)
  const cursorOf = (row: { readonly id: number }) => encodeCursor(row.id)
  return {
    readBatch: os.runs.readBatch.handler(({ input }) => readBatch(input)),
    formatBatch: os.runs.formatBatch.handler(async ({ input }) => ({ text: await formatBatch(input) })),
    batch: os.runs.batch.handler(async ({ input }) => batchOfRun(storage, await getRunRow(storage, input.run), input)),
    quote: os.runs.quote.handler(({ input }) => runs.quote(input.batch)),
    start: os.runs.start.handler(({ input, context }) => runs.start({ ...input, user: input.user ?? context.user })),
    resume: os.runs.resume.handler(({ input }) => runs.resume(input.run, { interrupted: input.interrupted, budgetUsd: input.budgetUsd })),
    pause: os.runs.pause.handler(({ input }) => runs.pause(input.run, input.drain)),
    cancel: os.runs.cancel.handler(({ input }) => runs.cancel(input.run, input.drain)),
    get: os.runs.get.handler(({ input }) => runs.get(input.run)),
    list: os.runs.list.handler(async ({ input }) => {
      const { status, text, rerunOf, after, limit } = input
      const statuses = typeof status === 'string' ? [status] : status
      const found = await runs.list({ statuses, text, rerunOf, beforeId: decodeNumber(after), limit: limit + 1 })
      const { rows, ...rest } = cutPage(found, input.limit, cursorOf)
      return { items: rows.map(({ summary }) => summary), ...rest }
    }),
    results: os.runs.results.handler(async ({ input }) => {
      const details = await runs.details(input.run)
      const runId = details.run.id
      const usedFallback = input.fallback === 'include' ? undefined : input.fallback === 'only'
      const timings = await storage.read('runTimings', { runId, modelIds: details.models.map((row) => row.modelId), usedFallback })
      const sums = usedFallback === undefined ? details.attempts : await storage.read('splitAttemptSums', { runId, usedFallback })
      const attempts = sums.filter(({ method }) => method === 'probe')
      const dropped = usedFallback === undefined ? await storage.read('droppedRunSums', { runId }) : undefined
      return runResults(details, dropped === undefined ? { timings, attempts } : ofSums(timings, dropped), catalog, input.fallback)
    }),
    watch: os.runs.watch.handler(async function* ({ input, signal }) {
      yield* runs.watch(input.run, signal ?? new AbortController().signal)
    }),
    active: os.runs.active.handler(async function* ({ signal }) {
      yield* watchActive(runs, services.clock, signal ?? new AbortController().signal)
    }),
    probes: os.runs.probes.handler(async ({ input }) => {
      const run = await getRunRow(storage, input.run)
      const found = await storage.read('listProbes', {
        runId: run.id,
        status: input.status,
        modelId: modelId(input.model),
        afterId: decodeNumber(input.after) ?? 0,
        limit: input.limit + 1,
      })
      const { rows, ...rest } = cutPage(found, input.limit, cursorOf)
      return { items: rows.map((row) => probeView(row, row.call, catalog)), ...rest }
    }),
    transcript: os.runs.transcript.handler(async ({ input }) => {
      const run = await getRunRow(storage, input.run)
      const cell = `${input.promptIndex}/${input.model}/${input.sample}`
      const found = await storage.read('findProbe', {
        runId: run.id,
        modelId: catalog.getModel(input.model).id,
        promptIdx: input.promptIndex,
        sample: input.sample,
      })
      if (found === undefined) throw new AppError({ code: 'NOT_FOUND', what: 'probe', name: cell })
      const variables = JSON.parse(found.probe.variables)
      const answering = found.calls.find((call) => call.id === found.probe.answer_attempt_id) ?? null
      return {
        ...probeView(found.probe, answering, catalog),
        run: input.run,
        variables,
        messages: saidTo(FrozenBatch.parse(JSON.parse(run.batch)), variables, found.probe.turnAnswers),
        turns: found.probe.turnAnswers.length,
        answer: found.probe.answer,
        cachedFrom: cachedFromView(found.probe.cachedFrom),
        bodiesDropped: found.probe.bodiesDropped,
        usage: answering === null ? null : usageOf(answering),
        checks: found.probe.checks === null ? null : JSON.parse(found.probe.checks),
        calls: found.calls.map((call) => wholeCallView(call, catalog)),
      }
    }),
    calls: os.runs.calls.handler(async ({ input }) => {
      const found = await storage.read('listCalls', {
        runUlid: input.run,
        state: input.state,
        code: input.code,
        modelId: modelId(input.model),
        beforeId: decodeNumber(input.after),
        limit: input.limit + 1,
      })
      const { rows, ...rest } = cutPage(found, input.limit, cursorOf)
      return { items: rows.map((row) => callView(row, catalog)), ...rest }
    }),
  }
}
