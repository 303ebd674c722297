import type { ReactNode } from 'react'
import type { ModelRef } from '#contract/ids'
import type { InfraModel } from '#contract/settings'
import { ModelSelect, useModels } from '#renderer/parts'

interface WriterSelectProps {
  /** Who writes where no model is named; undefined: it is not known yet. */
  readonly infra: InfraModel | undefined
  readonly value: ModelRef | null
  readonly onChange: (model: ModelRef | null) => void
  readonly error: ReactNode
}

const via: Readonly<Record<NonNullable<InfraModel['via']>, string>> = {
  setting: 'as set',
  provider_default: 'its provider’s default',
  any_default: 'a default, as none is set',
}

/** Whom it asks: the model that is set for it, or one for this order alone. */
export function WriterSelect({ infra, value, onChange, error }: WriterSelectProps) {
  const { models } = useModels()
  return (
    <ModelSelect
      label="Model"
      models={models}
      value={value}
      onChange={(model) => onChange(model ?? null)}
      none={sayUsual(infra)}
      error={
        error ??
        (infra?.model === null && value === null ? 'None can write rows as it is set: choose one here, or under Settings.' : undefined)
      }
    />
  )
}

function sayUsual(infra: InfraModel | undefined): string {
  if (infra === undefined) return 'As set'
  if (infra.model === null) return 'None'
  return infra.via === null ? infra.model : `${infra.model} (${via[infra.via]})`
}
