import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Model } from '#contract/catalog'
import { formatDay } from '#renderer/lib'
import { type Conflict, ConflictNotice, conflictOf, formErrorsOf, ReasonField, sayPlainly, type Value } from '#renderer/parts'
import { Notice, Section } from '#renderer/ui'
import { ModelFields } from './model-fields.tsx'
import { changesOf, checkForm, type FieldErrors, type ModelFields as Fields, formOf, type ModelForm } from './model-form.ts'
import classes from './models.module.css'
import { usePoolNames } from './use-catalog.ts'
import { useModelCommands } from './use-commands.ts'
import { useFirstError } from './use-first-error.ts'

const fieldWords: Readonly<Record<string, string>> = {
  ...{ name: 'Name', pool: 'Pool', contextWindow: 'Context', maxOutput: 'Most output', sunsetAtMs: 'Sunset', capabilities: 'Abilities' },
}
const fieldNames = ['name', 'pool', 'contextWindow', 'maxOutput', 'sunsetAtMs', 'capabilities'] as const

/** What is known of a model, to be mended. It follows what others do until something is typed; from then on the two meet when it is saved. */
export function EditModel({ model }: { readonly model: Model }) {
  const [{ base, form }, setDraft] = useState(() => ({ base: model, form: formOf(model) }))
  const [reason, setReason] = useState('')
  const [errors, setErrors] = useState<FieldErrors>(new Map())
  const element = useFirstError(errors)
  const [rest, setRest] = useState<readonly string[]>([])
  const [conflict, setConflict] = useState<Conflict>()
  const pools = usePoolNames(model.provider)
  const { set } = useModelCommands()
  const changes = changesOf(base, form)
  const isChanged = Object.keys(changes).length > 0
  if (!isChanged && base.revision < model.revision) setDraft({ base: model, form: formOf(model) })
  const fill = (part: Partial<ModelForm>) => {
    setDraft((before) => ({ ...before, form: { ...before.form, ...part } }))
    setErrors(new Map())
    setRest([])
  }
  const save = (fields: Fields, revision: number) =>
    set.mutate(
      { ref: model.ref, revision, ...fields, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) },
      {
        onSuccess: (saved) => {
          setDraft({ base: saved, form: formOf(saved) })
          setReason('')
          setConflict(undefined)
        },
        onError: (error) => {
          const met = conflictOf(error)
          setConflict(met)
          if (met !== undefined) return
          const refused = formErrorsOf(error, fieldOfPath)
          setErrors(refused.fields)
          setRest(refused.rest)
        },
      },
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found = checkForm(form)
    setErrors(found)
    setRest([])
    if (found.size === 0 && isChanged) save(changes, base.revision)
  }
  return (
    <Section title="What is known of it">
      <form ref={element} className={classes['form']} onSubmit={submit} noValidate autoComplete="off">
        <ModelFields form={form} errors={errors} pools={pools} onFill={fill} />
        {isChanged ? <ReasonField value={reason} onChange={setReason} /> : null}
        {conflict === undefined ? null : (
          <ConflictNotice
            key={conflict.revision}
            conflict={conflict}
            sayField={(name) => fieldWords[name] ?? name}
            sayValue={sayValue}
            onDecide={({ revision, theirs }) => {
              const kept = fieldNames.filter((name) => changes[name] !== undefined && !theirs.has(name))
              // What stays as others have set it is taken over with their whole state.
              if (kept.length === 0) {
                setDraft({ base: model, form: formOf(model) })
                setConflict(undefined)
              } else save(Object.fromEntries(kept.map((name) => [name, changes[name]])), revision)
            }}
          />
        )}
        {rest.map((words) => (
          <Notice key={words} tone="bad">
            {words}
          </Notice>
        ))}
        <div className={classes['actions']}>
          <Button type="submit" variant="filled" disabled={!isChanged} loading={set.isPending}>
            Save
          </Button>
          {isChanged ? <Button onClick={() => setDraft({ base: model, form: formOf(model) })}>Leave it as it was</Button> : null}
        </div>
      </form>
    </Section>
  )
}

function fieldOfPath(path: string): string | undefined {
  if (path === 'sunsetAtMs') return 'sunset'
  return fieldNames.find((each) => each === path)
}

function sayValue(name: string, value: Value): string {
  return name === 'sunsetAtMs' && typeof value === 'number' ? formatDay(value) : sayPlainly(value)
}
