import { anthropicRefusals } from './anthropic.ts'
import { azureRefusals } from './azure.ts'
import { deepseekRefusals } from './deepseek.ts'
import { googleRefusals } from './google.ts'
import { mistralRefusals } from './mistral.ts'
import { openaiRefusals } from './openai.ts'
import { openrouterRefusals } from './openrouter.ts'
import type { Refusal } from './refusal.ts'
import { togetherRefusals } from './together.ts'
import { xaiRefusals } from './xai.ts'

export const refusals: readonly Refusal[] = [
  ...openaiRefusals,
  ...azureRefusals,
  ...anthropicRefusals,
  ...googleRefusals,
  ...mistralRefusals,
  ...xaiRefusals,
  ...deepseekRefusals,
  ...openrouterRefusals,
  ...togetherRefusals,
]
