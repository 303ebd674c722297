import type { Batch, Message } from '#contract/batch'
import type { InputIssue } from '#contract/errors'
import { batchMessages } from '#engine/batches'
import type { ModelRecord } from '#engine/catalog'
import { AppError } from '#engine/failure'
import { capped } from './frozen-batch.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'
import type { SelectedModel } from './select-models.ts'

/** A rehearsal goes nowhere: any address will do where the provider has none of its own, as the simulator has not before it is started. */
const nowhere = 'http://127.0.0.1'

/** Where every row brings its own. */
const anyMessages: readonly Message[] = [{ role: 'user', content: '…' }]

/** What a model says in a rehearsal of what comes after. */
const anyAnswer = { role: 'assistant', content: '…' } as const

/**
 * Every call of such a batch would end as BAD_REQUEST without being sent, so it is refused as a whole.
 * So is one that allows fallbacks of which one could not be asked the same: a probe would fall back to a certain failure.
 * INVALID_INPUT with an issue for each model that has no way to say what it would be asked, naming model, parameter and remedy.
 */
export async function assertSayable(
  { client, catalog }: Pick<SchedulerPorts, 'client' | 'catalog'>,
  batch: Batch,
  models: readonly SelectedModel[],
  maxOutputTokens: number | null,
): Promise<void> {
  const written = batchMessages(batch)
  const messages = written.length === 0 ? anyMessages : written
  const further = (batch.turns ?? []).flatMap((content) => [anyAnswer, { role: 'user' as const, content }])
  const issues: InputIssue[] = []
  const ask = (model: ModelRecord, parameters: SelectedModel['parameters']) => {
    const { kind, baseUrl } = catalog.provider(model.providerId)
    const asked = { wireId: model.wireId, messages: [...messages, ...further], parameters: capped(parameters, maxOutputTokens) }
    return client.findUnsayable({ ...asked, kind, baseUrl: baseUrl ?? nowhere })
  }
  for (const { model, parameters } of models) {
    const unsayable = await ask(model, parameters)
    if (unsayable !== undefined) issues.push({ path: 'models', message: `${model.ref}: ${unsayable} ${remedy}` })
    const fallback = batch.allowFallback && model.fallbackModelId !== null ? catalog.findModelById(model.fallbackModelId) : undefined
    const unsayableThere = fallback && (await ask(fallback, parameters))
    if (fallback !== undefined && unsayableThere !== undefined)
      issues.push({ path: 'allowFallback', message: `${model.ref} falls back to ${fallback.ref}: ${unsayableThere} ${fallbackRemedy}` })
  }
  if (issues.length > 0) throw new AppError({ code: 'INVALID_INPUT', issues })
}

const remedy = 'Take it out of parameters, and give it to the models that can be asked so: models: [{ ref, parameters }].'
const fallbackRemedy = 'Take it out of parameters, set another fallback, or allow none in this batch.'
