import type { Pool } from '#contract/pools'
import { EditFoot, ReasonField, sayField, sayFieldValue, toastEdited, useEdit } from '#renderer/parts'
import { useConnection } from '#renderer/transport'
import { LimitFields } from './limit-fields.tsx'
import { changesOf, checkLimits, fieldOf, formOf, withTheirs } from './limits-form.ts'
import classes from './pools.module.css'
import { Preview } from './preview.tsx'

/** A pool's limits, what they would do to a batch before they are saved, and in force as soon as they are. */
export function EditLimits({ pool }: { readonly pool: Pool }) {
  const { client } = useConnection()
  const { provider, name } = pool
  const initial = formOf(pool.limits)
  const edit = useEdit({
    initial,
    revision: pool.revision,
    check: checkLimits,
    fieldOf,
    takeTheirs: withTheirs,
    send: (form, start) =>
      client.pools.set({
        provider,
        name,
        limits: changesOf(form, start.initial),
        ...(start.revision === undefined ? {} : { revision: start.revision }),
        ...(form.reason.trim() === '' ? {} : { reason: form.reason.trim() }),
      }),
    startAgain: ({ limits, revision }) => ({ initial: formOf(limits), revision }),
    onSaved: ({ change }) => toastEdited(change, `The limits of ${provider}/${name} were changed`),
  })
  const isWhole = checkLimits(edit.form).size === 0
  return (
    <form ref={edit.element} className={classes['form']} onSubmit={edit.submit} noValidate autoComplete="off">
      <LimitFields form={edit.form} errors={edit.errors.fields} fill={edit.fill} />
      <Preview pool={pool} changes={isWhole ? changesOf(edit.form, initial) : undefined} />
      <ReasonField value={edit.form.reason} onChange={(reason) => edit.fill({ reason })} />
      <EditFoot edit={edit} saveLabel="Save the limits" sayField={sayField} sayValue={sayFieldValue}>
        <span className={classes['hint']}>In force at once, for batches that are running, too; calls on their way go on.</span>
      </EditFoot>
    </form>
  )
}
