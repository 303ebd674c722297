import { ModelRef } from '#contract/ids'
import { type Flaw, quarantined, type SourceEntry, type SourceModel } from './source-catalog.ts'

/**
 * What is wrong with a model as a source tells of it, the gravest first; null: nothing. `flaws`: of its prices. `isFreeSaid`: the source says in words that it
 * is free, so that a price of 0 is no riddle.
 */
export function judgeModel(model: SourceModel, flaws: readonly Flaw[], isFreeSaid = false): Flaw | null {
  const refusing = flaws.find(({ canPick }) => !canPick) ?? flaws[0]
  if (refusing !== undefined) return refusing
  const { contextWindow, maxOutput, price } = model
  const base = price?.tiers.at(-1)?.rates
  if (price === null || base === undefined)
    return quarantined('no_price', 'the source says no price per token: it would come without one', true)
  if (base.input === null || base.output === null)
    return quarantined('no_price', `the source says no price of ${base.input === null ? 'input' : 'output'} tokens`, true)
  if (contextWindow !== null && maxOutput !== null && maxOutput > contextWindow)
    return quarantined('output_above_input', `it would answer with ${maxOutput} tokens where ${contextWindow} fit in`, true)
  if (isFreeSaid) return null
  if (base.input === 0 && base.output === 0)
    return quarantined('ambiguous_zero', 'its prices are 0: free, paid otherwise, or not known', true)
  if (base.input > 0 && base.cacheRead === 0 && price.stated.at(-1)?.includes('cacheRead') === true)
    return quarantined('ambiguous_zero', 'cache reads cost 0 where input costs something: free, or not known', true)
  return null
}

/** An entry that can be a model. Its name is looked at first: what has none is nothing, whatever it costs. */
export function modelEntry(sourceKey: string, model: SourceModel, flaws: readonly Flaw[], isFreeSaid = false): SourceEntry {
  const { provider } = model
  if (!ModelRef.safeParse(`${provider}/${model.wireId}`).success)
    return {
      sourceKey,
      provider,
      model: null,
      flaw: quarantined('bad_name', 'it cannot be named here: a name has no blanks and at most 300 letters', false),
    }
  return { sourceKey, provider, model, flaw: judgeModel(model, flaws, isFreeSaid) }
}
