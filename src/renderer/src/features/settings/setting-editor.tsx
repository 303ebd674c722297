import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { Setting } from '#contract/settings'
import { EditFoot, ReasonField, toastEdited, useEdit } from '#renderer/parts'
import { useApi, useConnection } from '#renderer/transport'
import { toastFailure } from '#renderer/ui'
import { checkSetting, fieldOf, formOf, settingValue, withTheirs } from './setting-form.ts'
import { SettingInputs } from './setting-inputs.tsx'
import { sayValue, settingWords } from './setting-words.ts'
import classes from './settings.module.css'

interface SettingEditorProps {
  readonly setting: Setting
  /** Keys of those that may have a budget. */
  readonly providers: readonly string[]
  readonly onDone: () => void
}

/** Sets one setting, or puts its default back. */
export function SettingEditor({ setting, providers, onDone }: SettingEditorProps) {
  const { client } = useConnection()
  const { key, revision } = setting
  const { title } = settingWords[key]
  const edit = useEdit({
    initial: formOf(key, setting.value, providers),
    revision,
    check: (form) => checkSetting(key, form),
    fieldOf: (path) => fieldOf(key, path),
    takeTheirs: (form, theirs) => withTheirs(setting, form, theirs, providers),
    send: (form, start) =>
      client.settings.set({
        key,
        value: settingValue(key, form),
        ...(start.revision === undefined ? {} : { revision: start.revision }),
        ...((form['reason'] ?? '').trim() === '' ? {} : { reason: form['reason'] }),
      }),
    onSaved: ({ change, value }) => {
      toastEdited(change, `${title}: ${sayValue(key, value)}`)
      onDone()
    },
  })
  const reset = useMutation(
    useApi().settings.reset.mutationOptions({
      onSuccess: ({ change }) => {
        toastEdited(change, `${title}: back to ${sayValue(key, setting.default)}`)
        onDone()
      },
      onError: toastFailure,
    }),
  )
  return (
    <form ref={edit.element} className={classes['editor']} aria-label={title} onSubmit={edit.submit} noValidate autoComplete="off">
      <SettingInputs settingKey={key} form={edit.form} errors={edit.errors.fields} fill={edit.fill} replace={edit.replace} />
      <ReasonField value={edit.form['reason'] ?? ''} onChange={(reason) => edit.fill({ reason })} />
      <EditFoot edit={edit} saveLabel="Save" sayField={() => title} sayValue={(_, value) => sayValue(key, value)}>
        <Button variant="subtle" onClick={onDone}>
          Leave it
        </Button>
        {setting.isDefault ? null : (
          <Button className={classes['reset']} loading={reset.isPending} onClick={() => reset.mutate({ key, revision })}>
            Back to the default: {sayValue(key, setting.default)}
          </Button>
        )}
      </EditFoot>
    </form>
  )
}
