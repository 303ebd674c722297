import type { Profile } from '#contract/simulator-profile'
import type { Plan } from './plan.ts'
import type { ProviderModels } from './provider-models.ts'

/** What a forecast takes for granted, as sentences. */
export function assumptionsOf(plan: Plan, models: ProviderModels, profile: Profile | undefined): string[] {
  return [
    'It begins now, and nothing else uses its pools.',
    profile === undefined
      ? 'Providers answer as they did in the past, however many calls are in flight.'
      : 'Providers behave as the profile says; what it does not say of a model is as the simulator’s “steady”.',
    ...models.limitSentences,
    ...(plan.budgetNanoUsd === null ? [] : ['All of the budget is left.']),
  ]
}
