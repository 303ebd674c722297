import type { Model } from '#contract/catalog'
import { ChecksSection } from './checks/checks-section.tsx'
import { DatasetSection } from './dataset-section.tsx'
import type { FormPart } from './form-part.ts'
import { LimitsSection, SamplingSection } from './limits-section.tsx'
import { ModelsSection } from './models-section.tsx'
import { PromptSection } from './prompt-section.tsx'
import { ScenariosSection } from './scenarios/scenarios-section.tsx'

/** The batch file, key by key, as fields. */
export function BatchForm({ catalog, ...part }: FormPart & { readonly catalog: readonly Model[] }) {
  return (
    <>
      <PromptSection {...part} />
      <DatasetSection {...part} />
      <ScenariosSection {...part} />
      <ChecksSection {...part} />
      <ModelsSection {...part} catalog={catalog} />
      <SamplingSection {...part} />
      <LimitsSection {...part} />
    </>
  )
}
