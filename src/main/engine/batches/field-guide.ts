import { checkGuide, checkKey, type FieldWords } from './check-guide.ts'

const scenarioGuide: Readonly<Record<string, FieldWords>> = {
  scenarios: { takes: 'scenarios such as { dimensions: { country: [France, Japan] } }', means: 'Rows made of values by dimension.' },
  'scenarios.dimensions': { takes: 'lists of values by name, such as { country: [France, Japan] }' },
  'scenarios.dimensions.*': { takes: 'a list of 1 to 100000 values', means: 'The values of a variable of this name.' },
  'scenarios.dimensions.*[]': { takes: 'text, a number, true, false or null' },
  'scenarios.mode': { takes: 'grid, zip or sample', means: 'Each with each, the first with the first, or some of each with each.' },
  'scenarios.count': { takes: 'a whole number from 1 to 1000000', means: 'How many a sample has.' },
  'scenarios.seed': { takes: 'a whole number from 0 to 2147483647', means: 'By which a sample is drawn: the same seed, the same sample.' },
}

/**
 * Every field of a batch file in words: for issues, and as the descriptions of the JSON Schema.
 * A path's list places are written `[]`, its free keys `*`. A test holds it complete against the contract.
 */
export const fieldGuide: Readonly<Record<string, FieldWords>> = {
  '': { takes: 'a batch: keys such as name, prompt and models' },
  name: { takes: 'a text of 1 to 200 characters', means: 'What the run is called.' },
  prompt: { takes: 'a text', means: 'What the user asks; {{column}} stands for a value of the dataset.' },
  messages: { takes: 'a list of 1 to 200 messages { role, content }', means: 'Instead of prompt: a whole conversation.' },
  'messages[]': { takes: 'a message { role, content }' },
  'messages[].role': { takes: 'system, user or assistant' },
  'messages[].content': { takes: 'a text', means: 'What is said; {{column}} stands for a value of the dataset.' },
  dataset: {
    takes: 'a file (csv, json, jsonl or parquet) or a list of at most 100000 rows',
    means: 'One prompt for each row. A file is relative to this one.',
  },
  'dataset[]': { takes: 'a row, such as { country: France }' },
  'dataset[].*': { takes: 'text, a number, true, false or null' },
  ...scenarioGuide,
  turns: { takes: 'a list of 1 to 50 texts', means: 'What the user says next, once the model has answered.' },
  'turns[]': { takes: 'a text that is not empty' },
  ...checkGuide,
  models: { takes: 'a list of 1 to 500 models, such as [openai/gpt-5-mini, defaults]', means: 'Each prompt goes to each of them.' },
  'models[]': {
    takes: 'provider/model such as openai/gpt-5-mini, or defaults, or { ref, parameters }',
    means: '`defaults` stands for the default model of every provider.',
  },
  'models[].ref': { takes: 'provider/model, such as openai/gpt-5-mini' },
  'models[].parameters': { takes: 'parameters such as { temperature: 0 }', means: 'For this model; they win over those of the batch.' },
  samples: { takes: 'a whole number from 1 to 100000', means: 'How often each prompt is sent to each model.' },
  parameters: { takes: 'parameters such as { temperature: 0, maxOutputTokens: 200 }', means: 'What is sent along with each prompt.' },
  'parameters.temperature': { takes: 'a number from 0 to 2' },
  'parameters.topP': { takes: 'a number from 0 to 1' },
  'parameters.maxOutputTokens': { takes: 'a whole number from 1 to 1000000', means: 'Longer answers are cut, reasoning included.' },
  'parameters.seed': { takes: 'a whole number from 0 to 2147483647' },
  'parameters.stopSequences': { takes: 'a list of at most 4 texts' },
  'parameters.stopSequences[]': { takes: 'a text that is not empty' },
  'parameters.reasoningEffort': { takes: 'none, minimal, low, medium or high' },
  'parameters.serviceTier': { takes: 'a text of 1 to 50 characters', means: "The provider's own name of a tier." },
  'parameters.stream': { takes: 'true or false', means: 'Receive the answer as it is written.' },
  budgetUsd: {
    takes: 'US dollars as text in quotes, such as "1.50", with at most nine digits after the point',
    means: 'The run never spends more.',
  },
  allowFallback: { takes: 'true or false', means: 'Let a probe be answered by the fallback of its model. It changes what is measured.' },
  allowDeprecated: { takes: 'true or false', means: 'Run deprecated models too.' },
  allowUnpriced: { takes: 'true or false', means: 'With a budget: run models without a known price too.' },
  cache: {
    takes: 'true or false',
    means: 'Take answers that were kept from earlier runs instead of asking again, and keep complete ones.',
  },
  maxParallel: { takes: 'a whole number from 1 to 10000', means: "Calls of this run in flight; never raises a pool's limit." },
  maxWaitMs: {
    takes: 'a whole number of milliseconds, or null',
    means: 'How long a probe may wait for a pool; null: as long as it takes.',
  },
}

/** The guide's name of a path: places in lists are `[]`; a model's own parameters are parameters; a row's keys are free. */
export function guideKey(path: readonly PropertyKey[]): string {
  const [first, , third, ...rest] = path
  if (first === 'models' && third === 'parameters' && rest.length > 0) return guideKey(['parameters', ...rest])
  if (first === 'dataset' && third !== undefined) return 'dataset[].*'
  if (first === 'checks') return checkKey(path)
  if (first === 'scenarios' && third !== undefined) return `scenarios.dimensions.*${path.length > 3 ? '[]' : ''}`
  return path.map((step, index) => (typeof step === 'number' ? '[]' : `${index === 0 ? '' : '.'}${String(step)}`)).join('')
}

/** The keys that may stand in the map at `path`. */
export function knownKeys(path: readonly PropertyKey[]): string[] {
  const at = guideKey(path) === 'models[].parameters' ? 'parameters' : guideKey(path)
  const prefix = at === '' ? '' : `${at}.`
  return Object.keys(fieldGuide)
    .filter((key) => key !== '' && key.startsWith(prefix))
    .map((key) => key.slice(prefix.length))
    .filter((key) => /^\w+$/.test(key))
}
