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
  temperature: 'Temperature',
  topP: 'Top P',
  maxOutputTokens: 'Max output tokens',
  seed: 'Seed',
  stopSequences: 'Stop at',
  reasoningEffort: 'Reasoning effort',
  serviceTier: 'Service tier',
  stream: 'Stream',
}

/** What the form calls a field: `messages[1]` is `Message 2`, `models[0].parameters.seed` is `Seed of model 1`. */
export function labelOf(field: string): string {
  const [, list, place, rest] = /^(messages|models)\[(\d+)\](?:\.parameters\.(\w+))?$/.exec(field) ?? []
  if (list !== undefined) {
    const one = `${list === 'messages' ? 'Message' : 'Model'} ${Number(place) + 1}`
    return rest === undefined ? one : `${labels[rest] ?? rest} of ${one.toLowerCase()}`
  }
  return labels[field.replace(/^parameters\./, '')] ?? field
}
