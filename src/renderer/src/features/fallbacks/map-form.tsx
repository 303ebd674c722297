import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { Model } from '#contract/catalog'
import type { AuditId } from '#contract/ids'
import { type ModelChoice, ModelSelect, sayFallbackError, toastEdited } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import { Notice } from '#renderer/ui'
import classes from './fallbacks.module.css'

interface MapFormProps {
  readonly models: readonly Model[]
  /** The ref of the model whose fallback is edited. */
  readonly chosen: string | undefined
  readonly onChoose: (ref: string | undefined) => void
}

/** A model, and what it falls back to. What the engine refuses is said in its words, and nothing is changed. */
export function MapForm({ models, chosen, onChoose }: MapFormProps) {
  const model = models.find(({ ref }) => ref === chosen)
  return (
    <div className={classes['form']}>
      <ModelSelect
        label="Model"
        description="Chosen here, or in the drawing."
        models={models}
        value={model?.ref}
        onChange={(ref) => onChoose(ref ?? undefined)}
      />
      <Target key={`${model?.ref} ${model?.fallback}`} model={model} models={models} />
    </div>
  )
}

function Target({ model, models }: { readonly model: Model | undefined; readonly models: readonly Model[] }) {
  const [choice, setChoice] = useState<ModelChoice>(model?.fallback ?? undefined)
  const { set, clear } = useMapping()
  const error = set.error ?? clear.error
  const reset = () => {
    set.reset()
    clear.reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (model === undefined || choice === undefined) return
    reset()
    const { ref, revision } = model
    if (choice === null) clear.mutate({ ref, revision })
    else set.mutate({ ref, fallback: choice, revision })
  }
  return (
    <form className={classes['target']} onSubmit={submit}>
      <ModelSelect
        label="falls back to"
        description={model === undefined ? 'Choose the model first.' : 'Answers in its place, with limits and prices of its own.'}
        none="nothing"
        models={models}
        value={choice}
        onChange={(next) => {
          setChoice(next)
          reset()
        }}
      />
      <div className={classes['buttons']}>
        <Button
          type="submit"
          variant="filled"
          disabled={model === undefined || choice === undefined || choice === model.fallback}
          loading={set.isPending || clear.isPending}
        >
          Save
        </Button>
        {model === undefined ? null : (
          <Link to="/models" search={{ model: model.ref }}>
            Open the model
          </Link>
        )}
      </div>
      {error === null ? null : (
        <div className={classes['refusal']}>
          <Notice tone="bad">{sayFallbackError(error)}</Notice>
        </div>
      )}
    </form>
  )
}

/** What was done is told here: the form is another by then. */
function useMapping() {
  const api = useApi()
  const queries = useQueryClient()
  const onSuccess = async ({ ref, fallback, change }: Model & { readonly change: AuditId | null }) => {
    toastEdited(change, `${ref} falls back to ${fallback ?? 'nothing'}`)
    await queries.invalidateQueries({ queryKey: api.models.key() })
  }
  return {
    set: useMutation(api.models.setFallback.mutationOptions({ onSuccess })),
    clear: useMutation(api.models.clearFallback.mutationOptions({ onSuccess })),
  }
}
