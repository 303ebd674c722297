import { Button } from '@mantine/core'
import { Notice, toastDone, toastFailure } from '#renderer/ui'
import type { NamedKey } from './key-columns.tsx'
import classes from './keys.module.css'
import { useKeyCommands } from './use-keys.ts'

/** A key that waits for a person's word: where it would go now, and for a variable which one, both as they stand here. */
export function ConfirmKey({ info }: { readonly info: NamedKey }) {
  const { confirm } = useKeyCommands(() => toastDone(`The key of ${info.name} goes to ${info.origin}.`))
  const { provider, origin, env, boundTo } = info
  return (
    <div className={classes['confirm']}>
      <Notice
        tone="waiting"
        actions={
          <Button
            variant="filled"
            loading={confirm.isPending}
            onClick={() => confirm.mutate({ provider, origin, ...(env === null ? {} : { env }) }, { onError: toastFailure })}
          >
            {env === null ? 'Send it there' : `Read ${env}`}
          </Button>
        }
      >
        {env === null ? 'The key' : <code>{env}</code>} would go to <strong>{origin}</strong>
        {boundTo === null || boundTo === origin ? '.' : `, no longer to ${boundTo}.`} Confirm only an address that you know.
      </Notice>
    </div>
  )
}
