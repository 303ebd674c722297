import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { CallCode } from '#contract/calls'
import type { Provider } from '#contract/catalog'
import { failureOf, formatLatency, formatUsdExactly, sayCode, sayError } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { Facts, Notice, StatusBadge } from '#renderer/ui'
import classes from './providers.module.css'

/** Asks the provider the cheapest thing there is, and tells what came back and what it cost. */
export function TestConnection({ provider }: { readonly provider: Pick<Provider, 'key' | 'name'> }) {
  const { mutate, isPending, data, error } = useMutation(useApi().providers.verify.mutationOptions())
  return (
    <div className={classes['test']}>
      <p className={classes['lead']}>
        One call of a few tokens to its default model, through the same pool, limits and breaker as any other. An answer also lifts a stop.
      </p>
      <Button loading={isPending} onClick={() => mutate({ key: provider.key })}>
        Test connection
      </Button>
      <div aria-live="polite">
        {error === null ? null : <Notice tone="bad">{sayRefusal(error)}</Notice>}
        {data === undefined || isPending ? null : (
          <Facts
            items={[
              [
                'Answer',
                <StatusBadge key="answer" tone={data.ok ? 'good' : 'bad'}>
                  {data.ok ? 'It answers' : sayWhy(data.code)}
                </StatusBadge>,
              ],
              ...(data.message === null ? [] : [['It said', data.message] as const]),
              ['Model', data.model],
              ['Took', formatLatency(data.durationMs)],
              [
                'Cost',
                data.costNanoUsd === null ? 'unknown: no price is known, or the call did not say' : formatUsdExactly(data.costNanoUsd),
              ],
            ]}
          />
        )}
      </div>
    </div>
  )
}

function sayWhy(code: string | null): string {
  return code === null ? 'It failed' : (sayCode(code as CallCode) ?? code)
}

function sayRefusal(error: unknown): string {
  if (failureOf(error)?.code === 'NOT_FOUND') return 'It has no active model that could be asked. Add one under Models.'
  const { title, details } = sayError(error)
  return [`${title}.`, ...details].join(' ')
}
