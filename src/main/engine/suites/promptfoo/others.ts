import type { Notes } from '../notes.ts'
import type { Spot } from '../spot.ts'
import type { Json } from '../values.ts'

export const whereFilesAre = 'a file that it names has to be given with it, as assay import batch does'

/** Every key that is not carried is noted, with why. */
export function sayOthers(value: Json, carried: readonly string[], spot: Spot, notes: Notes): void {
  for (const key of Object.keys(value))
    if (!carried.includes(key) && value[key] !== undefined) notes.lost(spot.in(key), reasons[key] ?? 'it has no place here')
}

const reasons: Readonly<Record<string, string | undefined>> = {
  scenarios: 'scenarios of promptfoo are not carried: write them as tests, or as scenarios of the batch',
  transform: 'code is never run: checks see the answer as it came',
  postprocess: 'code is never run: checks see the answer as it came',
  transformVars: 'code is never run: variables stay as they are',
  nunjucksFilters: 'code is never run',
  assertScoringFunction: 'code is never run: weights and the threshold decide',
  extensions: 'code is never run',
  env: 'no environment is read from a file',
  apiKey: 'a key is given to a provider here, never in a file',
  providerOutput: 'an answer that is already there is not sent for',
  rubricPrompt: 'the judge has words of its own here',
  provider: 'who judges is a setting here, and every model is asked everything',
}
