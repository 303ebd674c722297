import type { Client } from '#renderer/transport'

/** The orders that prompts can be looked at in. */
export type PromptOrder = NonNullable<Parameters<Client['outcomes']['prompts']>[0]['sort']>

export const orderWords: Readonly<Record<PromptOrder, string>> = {
  prompt: 'As they were asked',
  disagreement: 'Models differ most first',
  fewest_passes: 'Fewest passes first',
  most_passes: 'Most passes first',
  cost: 'Dearest first',
  duration: 'Slowest first',
}

/** What the address says of the order; where it says none of them, as they were asked. */
export function readOrder(order: string | undefined): PromptOrder {
  return order !== undefined && Object.hasOwn(orderWords, order) ? (order as PromptOrder) : 'prompt'
}
