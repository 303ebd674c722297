import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Model } from '#contract/catalog'
import { CopyButton, Facts, Notice, StatusBadge, toastFailure, useNow } from '#renderer/ui'
import { DeprecateDialog } from './deprecate-dialog.tsx'
import { FallbackField } from './fallback-field.tsx'
import { describeAvailability } from './model-words.ts'
import classes from './models.module.css'
import { sunsetOf } from './sunset.ts'
import { useModelCommands } from './use-commands.ts'

/** How a model stands, and what changes that at once. */
export function ModelState({ model, models }: { readonly model: Model; readonly models: readonly Model[] }) {
  const sunset = sunsetOf(model, useNow(3_600_000))
  const { tone, word, why } = describeAvailability(model.availability, model.provider)
  return (
    <>
      {sunset === undefined || sunset.standing === 'far' || model.status === 'deprecated' ? null : (
        <Notice tone={sunset.standing === 'past' ? 'bad' : 'waiting'}>{sunset.sentence}</Notice>
      )}
      <div className={classes['actions']} data-top>
        <DefaultButton model={model} />
        <StatusButton model={model} models={models} />
      </div>
      <Facts
        items={[
          ['Status', `${model.status === 'active' ? 'Active' : 'Deprecated'}${model.isDefault ? `, default of ${model.provider}` : ''}`],
          [
            'Availability',
            <span key="availability" className={classes['actions']}>
              <StatusBadge tone={tone}>{word}</StatusBadge>
              <span className={classes['soft']}>{why}</span>
              {model.availability === 'no_credential' || model.availability === 'stopped' ? (
                <Link to="/keys" search={{ provider: model.provider }}>
                  Its key
                </Link>
              ) : null}
            </span>,
          ],
          [
            'Named in batches',
            <span key="ref" className={classes['actions']}>
              <code>{model.ref}</code>
              <CopyButton text={model.ref} label="Copy the model's name" />
            </span>,
          ],
        ]}
      />
      <FallbackField key={`${model.ref} ${model.fallback}`} model={model} models={models} />
    </>
  )
}

function DefaultButton({ model }: { readonly model: Model }) {
  const { setDefault, clearDefault } = useModelCommands()
  const { ref, provider, isDefault, revision } = model
  if (isDefault)
    return (
      <Button loading={clearDefault.isPending} onClick={() => clearDefault.mutate({ provider }, { onError: toastFailure })}>
        Leave {provider} without a default
      </Button>
    )
  if (model.status === 'deprecated') return null
  return (
    <Button loading={setDefault.isPending} onClick={() => setDefault.mutate({ ref, revision }, { onError: toastFailure })}>
      Make it the default of {provider}
    </Button>
  )
}

function StatusButton({ model, models }: { readonly model: Model; readonly models: readonly Model[] }) {
  const [isAsking, setIsAsking] = useState(false)
  const { reactivate } = useModelCommands()
  const { ref, revision } = model
  if (model.status === 'deprecated')
    return (
      <Button loading={reactivate.isPending} onClick={() => reactivate.mutate({ ref, revision }, { onError: toastFailure })}>
        Reactivate it
      </Button>
    )
  return (
    <>
      <Button className={classes['danger']} onClick={() => setIsAsking(true)}>
        Deprecate…
      </Button>
      <DeprecateDialog isOpen={isAsking} model={model} models={models} onClose={() => setIsAsking(false)} />
    </>
  )
}
