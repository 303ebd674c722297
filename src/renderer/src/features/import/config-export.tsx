import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useConnection } from '#renderer/transport'
import { Glyph, toastDone, toastFailure } from '#renderer/ui'
import classes from './import.module.css'
import { saveText } from './save-text.ts'

type ConfigFormat = 'yaml' | 'json'

/** Everything that is edited here, as one file that is the same for the same catalog: to be kept, compared and read in again. */
export function ConfigExport() {
  const { client } = useConnection()
  const written = useMutation({ mutationFn: (format: ConfigFormat) => client.config.export({ format }), onError: toastFailure })
  const save = (format: ConfigFormat) =>
    written.mutate(format, {
      onSuccess: ({ text }) => saveText(`assay.${format}`, text, format === 'yaml' ? 'application/yaml' : 'application/json'),
    })
  const copy = () =>
    written.mutate('yaml', {
      onSuccess: ({ text }) => void navigator.clipboard.writeText(text).then(() => toastDone('The configuration is on the clipboard')),
    })
  return (
    <div className={classes['export']}>
      <p className={classes['none']}>
        Providers, pools, models, prices, fallbacks and settings. No key is in it; the names of variables that hold keys are. Read it above,
        here or in another workspace, to bring it back.
      </p>
      <div className={classes['buttons']}>
        <Button leftSection={<Glyph name="file" size={14} />} loading={written.isPending} onClick={() => save('yaml')}>
          Save as YAML
        </Button>
        <Button onClick={() => save('json')}>Save as JSON</Button>
        <Button onClick={copy}>Copy as YAML</Button>
      </div>
    </div>
  )
}
