import type { Model } from '#contract/catalog'
import { DatasetSection } from './dataset-section.tsx'
import type { FormPart } from './form-part.ts'
import { LimitsSection, SamplingSection } from './limits-section.tsx'
import { ModelsSection } from './models-section.tsx'
import { PromptSection } from './prompt-section.tsx'

/** The batch file, key by key, as fields. */
export function BatchForm({ catalog, ...part }: FormPart & { readonly catalog: readonly Model[] }) {
  return (
    <>
      <PromptSection {...part} />
      <DatasetSection {...part} />
      <ModelsSection {...part} catalog={catalog} />
      <SamplingSection {...part} />
      <LimitsSection {...part} />
    </>
  )
}
