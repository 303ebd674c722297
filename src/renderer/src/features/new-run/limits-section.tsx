import { Switch, TextInput } from '@mantine/core'
import { formatDuration } from '#renderer/lib'
import { Section } from '#renderer/ui'
import type { FormPart } from './form-part.ts'
import classes from './new-run.module.css'
import { ParameterFields } from './parameter-fields.tsx'

export function SamplingSection({ draft, errors, edit }: FormPart) {
  return (
    <Section title="Sampling">
      <div className={classes['field']}>
        <ParameterFields value={draft.parameters} errors={errors} path="parameters" onChange={(parameters) => edit({ parameters })}>
          <TextInput
            label="Samples"
            placeholder="1"
            inputMode="numeric"
            title="How often each prompt goes to each model"
            value={draft.samples}
            error={errors.get('samples')}
            onChange={(event) => edit({ samples: event.currentTarget.value })}
          />
        </ParameterFields>
      </div>
    </Section>
  )
}

const switches = [
  { key: 'allowFallback', label: 'Allow fallbacks', does: 'A probe whose model cannot answer is answered once by that model’s fallback' },
  { key: 'allowDeprecated', label: 'Allow deprecated models', does: 'Run models that are marked as deprecated' },
  { key: 'allowUnpriced', label: 'Allow models without a price', does: 'With a budget: their cost is counted as unknown, never as $0' },
  {
    key: 'cache',
    label: 'Reuse answers (cache)',
    does: 'The same request, asked before, is answered by what was kept, at no cost; complete answers of this run are kept for others',
  },
] as const

export function LimitsSection({ draft, errors, edit }: FormPart) {
  const waitMs = Number(draft.maxWaitMs)
  return (
    <Section title="Limits">
      <div className={classes['field']}>
        <div className={classes['parameters']}>
          <TextInput
            label="Budget, USD"
            placeholder="none"
            description="never passed"
            leftSection="$"
            inputMode="decimal"
            value={draft.budgetUsd}
            error={errors.get('budgetUsd')}
            onChange={(event) => edit({ budgetUsd: event.currentTarget.value })}
          />
          <TextInput
            label="Calls in flight"
            placeholder="as the pools allow"
            description="at most, for this run"
            inputMode="numeric"
            value={draft.maxParallel}
            error={errors.get('maxParallel')}
            onChange={(event) => edit({ maxParallel: event.currentTarget.value })}
          />
          <TextInput
            label="Longest wait, ms"
            placeholder="as long as it takes"
            description={waitMs > 0 ? `that is ${formatDuration(waitMs)}` : 'for a pool or breaker'}
            inputMode="numeric"
            value={draft.maxWaitMs}
            error={errors.get('maxWaitMs')}
            onChange={(event) => edit({ maxWaitMs: event.currentTarget.value })}
          />
        </div>
        <div className={classes['switches']}>
          {switches.map(({ key, label, does }) => (
            <Switch
              key={key}
              label={label}
              description={does}
              checked={draft[key]}
              error={errors.get(key)}
              onChange={(event) => edit({ [key]: event.currentTarget.checked })}
            />
          ))}
        </div>
      </div>
    </Section>
  )
}
