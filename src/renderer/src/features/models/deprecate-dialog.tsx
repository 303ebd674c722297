import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useMemo, useState } from 'react'
import type { Model, ModelUsage } from '#contract/catalog'
import { failureOf } from '#renderer/lib'
import { formErrorsOf, ModelSelect, ReasonField, sayFallbackError } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import { Dialog, Loaded, Notice } from '#renderer/ui'
import { deprecationOf, fieldOfRefusal, missingOf, nothingSaid, type Replacements, settingWords } from './deprecation.ts'
import { NewestRuns, sayRuns } from './model-usage.tsx'
import classes from './models.module.css'
import { useModelCommands } from './use-commands.ts'
import { useFirstError } from './use-first-error.ts'

interface DeprecateDialogProps {
  readonly isOpen: boolean
  readonly model: Model
  readonly models: readonly Model[]
  readonly onClose: () => void
}

/** Names what uses a model, and asks what comes in its place: all of it is done in one step. */
export function DeprecateDialog({ isOpen, model, models, onClose }: DeprecateDialogProps) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={`Deprecate ${model.ref}?`} size="lg">
      <Asked model={model} models={models} onClose={onClose} />
    </Dialog>
  )
}

function Asked(props: Omit<DeprecateDialogProps, 'isOpen'>) {
  const query = useQuery(useApi().models.usage.queryOptions({ input: { ref: props.model.ref } }))
  return <Loaded query={query}>{(usage) => <Replace usage={usage} {...props} />}</Loaded>
}

function Replace({ usage, model, models, onClose }: Omit<DeprecateDialogProps, 'isOpen'> & { readonly usage: ModelUsage }) {
  const [said, setSaid] = useState<Replacements>(nothingSaid)
  const [errors, setErrors] = useState<ReadonlyMap<string, string>>(new Map())
  const element = useFirstError(errors)
  const [rest, setRest] = useState<readonly string[]>([])
  const { deprecate } = useModelCommands()
  const others = useMemo(() => models.filter(({ ref, status }) => ref !== model.ref && status === 'active'), [models, model.ref])
  const siblings = useMemo(() => others.filter(({ provider }) => provider === model.provider), [others, model.provider])
  const say = (part: Partial<Replacements>) => {
    setSaid((before) => ({ ...before, ...part }))
    setErrors(new Map())
    setRest([])
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const missing = missingOf(usage, said)
    setErrors(missing)
    setRest([])
    if (missing.size > 0) return
    deprecate.mutate(deprecationOf(usage, model.revision, said), {
      onSuccess: onClose,
      onError: (error) => {
        const failure = failureOf(error)
        const field = failure?.code === 'FALLBACK_INVALID' ? `fallback ${failure.model}` : undefined
        const refused = formErrorsOf(error, fieldOfRefusal)
        const isHere = field !== undefined && usage.fallbackOf.some((ref) => field === `fallback ${ref}`)
        setErrors(isHere ? new Map([[field, sayFallbackError(error)]]) : refused.fields)
        setRest(isHere ? [] : refused.rest)
      },
    })
  }
  return (
    <form ref={element} onSubmit={submit} noValidate className={classes['form']} data-tight>
      <p className={classes['sentence']}>
        New runs no longer ask it, unless their batch allows deprecated models. Runs that are going on keep it; what it answered and cost
        stays.
      </p>
      {usage.runs.total === 0 ? (
        <p className={classes['sentence']}>No run has asked it.</p>
      ) : (
        <div>
          <strong>Asked in {sayRuns(usage.runs)}</strong>
          <NewestRuns runs={usage.runs.newest.slice(0, 5)} />
        </div>
      )}
      {usage.isDefault ? (
        <ModelSelect
          label={`Next default of ${model.provider}`}
          description="It is the default now: batches that ask for defaults ask this one instead."
          none={`none: ${model.provider} has no default`}
          models={siblings}
          value={said.successor}
          error={errors.get('successor')}
          onChange={(successor) => say({ successor })}
        />
      ) : null}
      {usage.fallbackOf.map((ref) => (
        <ModelSelect
          key={ref}
          label={`${ref} falls back to`}
          description={`Now to ${model.ref}.`}
          none="nothing"
          models={others}
          value={said.fallbacks.get(ref)}
          error={errors.get(`fallback ${ref}`)}
          onChange={(choice) => say({ fallbacks: new Map([...said.fallbacks, [ref, choice]]) })}
        />
      ))}
      {usage.settings.map((key) => (
        <ModelSelect
          key={key}
          label={`Setting “${settingWords[key]}”`}
          description="Names it now."
          none="the default of a provider"
          models={others}
          value={said.settings.get(key)}
          error={errors.get(`setting ${key}`)}
          onChange={(choice) => say({ settings: new Map([...said.settings, [key, choice]]) })}
        />
      ))}
      <ReasonField value={said.reason} onChange={(reason) => setSaid((before) => ({ ...before, reason }))} />
      {rest.map((words) => (
        <Notice key={words} tone="bad">
          {words}
        </Notice>
      ))}
      <div className={classes['choices']}>
        <Button onClick={onClose}>Keep it active</Button>
        <Button type="submit" className={classes['danger']} loading={deprecate.isPending}>
          Deprecate it
        </Button>
      </div>
    </form>
  )
}
