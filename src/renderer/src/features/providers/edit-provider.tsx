import type { Provider } from '#contract/catalog'
import { EditFoot, sayField, sayFieldValue, toastEdited, useEdit } from '#renderer/parts'
import { useConnection } from '#renderer/transport'
import { NewProviderFields, ProviderFields } from './provider-fields.tsx'
import { changesOf, checkProvider, emptyProvider, fieldOf, formOf, newProvider, withTheirs } from './provider-form.ts'
import classes from './providers.module.css'

/** Where a provider is, and how it is called. */
export function EditProvider({ provider }: { readonly provider: Provider }) {
  const { client } = useConnection()
  const edit = useEdit({
    initial: formOf(provider),
    revision: provider.revision,
    check: (form) => checkProvider(form, false),
    fieldOf,
    takeTheirs: withTheirs,
    send: (form, { initial, revision }) =>
      client.providers.set({ key: provider.key, ...changesOf(form, initial), ...(revision === undefined ? {} : { revision }) }),
    startAgain: (answer) => ({ initial: formOf(answer), revision: answer.revision }),
    onSaved: ({ change }) => toastEdited(change, `${provider.name} was changed`),
  })
  return (
    <form ref={edit.element} className={classes['form']} onSubmit={edit.submit} noValidate autoComplete="off">
      <ProviderFields form={edit.form} errors={edit.errors.fields} fill={edit.fill} provider={provider} />
      <EditFoot edit={edit} saveLabel="Save" sayField={sayField} sayValue={sayFieldValue} />
    </form>
  )
}

export function AddProvider({ onAdded }: { readonly onAdded: (key: string) => void }) {
  const { client } = useConnection()
  const edit = useEdit({
    initial: emptyProvider,
    check: (form) => checkProvider(form, true),
    fieldOf,
    send: (form) => client.providers.add(newProvider(form)),
    onSaved: ({ key, name, change }) => {
      toastEdited(change, `${name} was added`)
      onAdded(key)
    },
  })
  const part = { form: edit.form, errors: edit.errors.fields, fill: edit.fill }
  return (
    <form ref={edit.element} className={classes['form']} onSubmit={edit.submit} noValidate autoComplete="off">
      <NewProviderFields {...part} />
      <ProviderFields {...part} provider={undefined} />
      <EditFoot edit={edit} saveLabel="Add it" />
    </form>
  )
}
