import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Model } from '#contract/catalog'
import { type ModelChoice, ModelSelect, sayFallbackError } from '#renderer/parts'
import classes from './models.module.css'
import { useModelCommands } from './use-commands.ts'

/** The model that answers where this one cannot. What the engine refuses is said in its words. */
export function FallbackField({ model, models }: { readonly model: Model; readonly models: readonly Model[] }) {
  const [choice, setChoice] = useState<ModelChoice>(model.fallback)
  const [refusal, setRefusal] = useState<string>()
  const { setFallback, clearFallback } = useModelCommands()
  const { ref, revision } = model
  const onError = (error: unknown) => setRefusal(sayFallbackError(error))
  const save = () => {
    if (choice === undefined) return
    if (choice === null) clearFallback.mutate({ ref, revision }, { onError })
    else setFallback.mutate({ ref, fallback: choice, revision }, { onError })
  }
  return (
    <div className={classes['beside']}>
      <ModelSelect
        label="Falls back to"
        description="Answers in its place where a run allows it."
        none="nothing"
        models={models}
        value={choice}
        error={refusal}
        onChange={(next) => {
          setChoice(next)
          setRefusal(undefined)
        }}
      />
      {choice === model.fallback ? null : (
        <Button loading={setFallback.isPending || clearFallback.isPending} onClick={save}>
          Save the fallback
        </Button>
      )}
    </div>
  )
}
