const labels: Readonly<Record<string, string>> = {
  name: 'Name',
  prompt: 'Prompt',
  messages: 'Conversation',
  dataset: 'Dataset',
  models: 'Models',
  samples: 'Samples',
  budgetUsd: 'Budget',
  maxParallel: 'Calls in flight',
  maxWaitMs: 'Longest wait',
  allowFallback: 'Fallbacks',
  allowDeprecated: 'Deprecated models',
  allowUnpriced: 'Models without a price',
  cache: 'Answers that were kept',
  turns: 'Further turns',
  scenarios: 'Scenarios',
  'scenarios.dimensions': 'Dimensions of the scenarios',
  'scenarios.mode': 'Mode of the scenarios',
  'scenarios.count': 'Count of the sample',
  'scenarios.seed': 'Seed of the sample',
  checks: 'Checks',
  passWhen: 'When an answer passes',
  temperature: 'Temperature',
  topP: 'Top P',
  maxOutputTokens: 'Max output tokens',
  seed: 'Seed',
  stopSequences: 'Stop at',
  reasoningEffort: 'Reasoning effort',
  serviceTier: 'Service tier',
  stream: 'Stream',
}

const checkLabels: Readonly<Record<string, string>> = {
  type: 'Kind',
  name: 'Name',
  negate: 'Not',
  weight: 'Weight',
  value: 'What is expected',
  values: 'Values',
  pattern: 'Expression',
  flags: 'Flags',
  schema: 'Schema',
  tolerance: 'Tolerance',
  number: 'Number',
  usd: 'Cost',
  ms: 'Time',
  rubric: 'Rubric',
  minScore: 'Least score',
}

/** What the form calls a field: `messages[1]` is `Message 2`, `models[0].parameters.seed` is `Seed of model 1`, `checks[0].checks[1].value` is `What is expected of check 1.2`. */
export function labelOf(field: string): string {
  const [, list, place, rest] = /^(messages|models)\[(\d+)\](?:\.parameters\.(\w+))?$/.exec(field) ?? []
  if (list !== undefined) {
    const one = `${list === 'messages' ? 'Message' : 'Model'} ${Number(place) + 1}`
    return rest === undefined ? one : `${labels[rest] ?? rest} of ${one.toLowerCase()}`
  }
  const [, turn] = /^turns\[(\d+)\]/.exec(field) ?? []
  if (turn !== undefined) return `Further turn ${Number(turn) + 1}`
  const [, dimension] = /^scenarios\.dimensions\.(.+)$/.exec(field) ?? []
  if (dimension !== undefined) return `Values of ${dimension}`
  const [, check, group, key] = /^checks\[(\d+)\](?:\.checks\[(\d+)\])?(?:\.(\w+))?$/.exec(field) ?? []
  if (check !== undefined) {
    const called = `check ${Number(check) + 1}${group === undefined ? '' : `.${Number(group) + 1}`}`
    return key === undefined ? `C${called.slice(1)}` : `${checkLabels[key] ?? key} of ${called}`
  }
  return labels[field.replace(/^parameters\./, '')] ?? field
}
