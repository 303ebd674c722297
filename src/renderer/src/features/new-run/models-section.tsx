import { ActionIcon, Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Model } from '#contract/catalog'
import { counted } from '#renderer/lib'
import { Glyph, Section, useNow } from '#renderer/ui'
import { DefaultModels } from './default-models.tsx'
import { type DraftModel, noParameters } from './draft.ts'
import type { FormPart } from './form-part.ts'
import { ModelPicker } from './model-picker.tsx'
import { mindOf, notAvailable, priceOf } from './model-words.ts'
import classes from './models.module.css'
import { ParameterFields } from './parameter-fields.tsx'

export function ModelsSection({ draft, errors, edit, catalog }: FormPart & { readonly catalog: readonly Model[] }) {
  const { models } = draft
  const set = (index: number, model: DraftModel) => edit({ models: models.with(index, model) })
  const add = (ref: string) => edit({ models: [...models, { ref, own: null }] })
  return (
    <Section title="Models" aside={models.length === 0 ? undefined : counted(models.length, 'entry', 'entries')}>
      <div className={classes['field']}>
        <div className={classes['picker']}>
          <ModelPicker catalog={catalog} chosen={models} error={errors.get('models')} onChoose={add} />
          <Button disabled={models.some(({ ref }) => ref === 'defaults')} onClick={() => add('defaults')}>
            Add the defaults
          </Button>
        </div>
        <ul className={classes['models']}>
          {models.map((model, index) => (
            <ChosenModel
              key={model.ref}
              model={model}
              facts={catalog.find(({ ref }) => ref === model.ref)}
              path={`models[${index}]`}
              allowsDeprecated={draft.allowDeprecated}
              errors={errors}
              onChange={(changed) => set(index, changed)}
              onRemove={() => edit({ models: models.toSpliced(index, 1) })}
            />
          ))}
        </ul>
      </div>
    </Section>
  )
}

interface ChosenModelProps {
  readonly model: DraftModel
  readonly facts: Model | undefined
  readonly path: string
  readonly allowsDeprecated: boolean
  readonly errors: FormPart['errors']
  readonly onChange: (model: DraftModel) => void
  readonly onRemove: () => void
}

function ChosenModel({ model, facts, path, allowsDeprecated, errors, onChange, onRemove }: ChosenModelProps) {
  const { ref, own } = model
  const [isOpen, setIsOpen] = useState(own !== null)
  const error = errors.get(path)
  const nowMs = useNow(60_000)
  const reason = facts === undefined ? undefined : notAvailable(facts.availability)
  const mind = facts === undefined ? undefined : mindOf(facts, allowsDeprecated, nowMs)
  return (
    <li className={classes['model']}>
      <div className={classes['modelLine']}>
        <span className={classes['modelRef']}>
          {ref === 'defaults' ? 'Default model of every provider that can be used' : ref}
          {facts?.isDefault === true ? <span className={classes['default']}>default</span> : null}
          {reason === undefined ? null : <span className={classes['reason']}>{reason}</span>}
        </span>
        <span className={classes['modelPrice']}>{facts === undefined ? '' : priceOf(facts)}</span>
        {ref === 'defaults' ? null : (
          <Button
            size="compact-xs"
            variant="subtle"
            aria-expanded={isOpen}
            aria-label={`${own === null ? 'Own parameters' : 'Parameters'} of ${ref}`}
            onClick={() => {
              setIsOpen(!isOpen)
              if (own === null) onChange({ ref, own: noParameters })
            }}
          >
            {own === null ? 'Own parameters' : 'Parameters'}
          </Button>
        )}
        <ActionIcon aria-label={`Remove ${ref}`} onClick={onRemove}>
          <Glyph name="close" size={14} />
        </ActionIcon>
      </div>
      {ref === 'defaults' ? <DefaultModels /> : null}
      {mind === undefined || facts === undefined ? null : (
        <p className={classes['mind']}>
          {mind}{' '}
          {facts.availability === 'no_credential' ? (
            <Link to="/keys" search={{ provider: facts.provider }}>
              Give it one
            </Link>
          ) : null}
        </p>
      )}
      {error === undefined ? null : (
        <p className={classes['error']} role="alert">
          {error}
        </p>
      )}
      {isOpen && own !== null ? (
        <div className={classes['own']}>
          <ParameterFields
            value={own}
            of={ref}
            errors={errors}
            path={`${path}.parameters`}
            onChange={(parameters) => onChange({ ref, own: parameters })}
          />
          <Button
            size="compact-xs"
            onClick={() => {
              setIsOpen(false)
              onChange({ ref, own: null })
            }}
          >
            Use those of the batch
          </Button>
        </div>
      ) : null}
    </li>
  )
}
