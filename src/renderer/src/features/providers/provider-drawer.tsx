import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Provider } from '#contract/catalog'
import type { Pool } from '#contract/pools'
import { counted } from '#renderer/lib'
import { ReasonDialog, TestConnection, toastEdited } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import { EmptyState, Facts, Section, SideDrawer, StatusBadge, toastFailure } from '#renderer/ui'
import { EditProvider } from './edit-provider.tsx'
import { keyState, standingOf } from './provider-words.ts'
import classes from './providers.module.css'

interface ProviderDrawerProps {
  /** undefined: nothing is open, or none is called so. */
  readonly provider: Provider | undefined
  readonly pools: readonly Pool[]
  readonly isWanted: boolean
  readonly onClose: () => void
}

/** One provider: how it stands, where it is, what asking it costs, and what hangs on it. */
export function ProviderDrawer({ provider, pools, isWanted, onClose }: ProviderDrawerProps) {
  return (
    <SideDrawer isOpen={isWanted} onClose={onClose} width={560} title={provider === undefined ? 'No such provider' : provider.name}>
      <div className={classes['drawer']}>
        {provider === undefined ? (
          <EmptyState title="No provider is called so">It may have been removed. The list has those that there are.</EmptyState>
        ) : (
          <Details key={provider.key} provider={provider} pools={pools} onGone={onClose} />
        )}
      </div>
    </SideDrawer>
  )
}

interface DetailsProps {
  readonly provider: Provider
  readonly pools: readonly Pool[]
  readonly onGone: () => void
}

function Details({ provider, pools, onGone }: DetailsProps) {
  const { tone, word, sentence } = standingOf(provider)
  return (
    <>
      <Facts
        items={[
          [
            'State',
            <span key="state">
              <StatusBadge tone={tone}>{word}</StatusBadge> <span className={classes['faint']}>{sentence}</span>
            </span>,
          ],
          ['Kind', provider.kind],
          ['Key', <KeyLink key="key" provider={provider} />],
          [
            'Changes',
            <Link key="changes" to="/history" search={{ subject: provider.key }}>
              History
            </Link>,
          ],
        ]}
      />
      <Enabling provider={provider} />
      <Section title="Test connection">
        <TestConnection provider={provider.key} />
      </Section>
      <Section title="Address and calls">
        <EditProvider provider={provider} />
      </Section>
      <Section title="Pools and models">
        <Belongings provider={provider} pools={pools} />
      </Section>
      <RemoveProvider provider={provider} pools={pools} onGone={onGone} />
    </>
  )
}

function KeyLink({ provider }: { readonly provider: Provider }) {
  const words = { none: 'none is needed', present: provider.credential ?? '', missing: 'missing, or not for this address' }
  return (
    <Link to="/keys" search={{ provider: provider.key }}>
      {words[keyState(provider)]}
    </Link>
  )
}

function Enabling({ provider }: { readonly provider: Provider }) {
  const { key, name, isEnabled, revision } = provider
  const { mutate, isPending } = useMutation(
    useApi().providers.set.mutationOptions({
      onSuccess: ({ change }) => toastEdited(change, `${name} is ${isEnabled ? 'disabled' : 'enabled'}`),
      onError: toastFailure,
    }),
  )
  return (
    <div className={classes['buttons']}>
      <Button loading={isPending} onClick={() => mutate({ key, revision, isEnabled: !isEnabled })}>
        {isEnabled ? 'Disable: send it nothing' : 'Enable'}
      </Button>
    </div>
  )
}

function Belongings({ provider, pools }: { readonly provider: Provider; readonly pools: readonly Pool[] }) {
  const models = pools.reduce((sum, pool) => sum + pool.models.length, 0)
  return (
    <>
      <ul className={classes['list']}>
        {pools.map((pool) => (
          <li key={pool.name}>
            <Link to="/pools" search={{ pool: `${pool.provider}/${pool.name}` }}>
              {pool.provider}/{pool.name}
            </Link>
            <span>
              {counted(pool.models.length, 'model')}, {counted(pool.limits.maxParallel, 'call')} at once
            </span>
          </li>
        ))}
      </ul>
      <div className={classes['buttons']}>
        <a href={`#/models?provider=${encodeURIComponent(provider.key)}`}>
          {models === 0 ? 'It has no model yet: add one under Models' : `Its ${counted(models, 'model')}`}
        </a>
      </div>
    </>
  )
}

function RemoveProvider({ provider, pools, onGone }: DetailsProps) {
  const { key, name, revision } = provider
  const [isAsking, setIsAsking] = useState(false)
  const models = pools.reduce((sum, pool) => sum + pool.models.length, 0)
  const { mutate, isPending } = useMutation(
    useApi().providers.remove.mutationOptions({
      onSuccess: ({ change }) => {
        toastEdited(change, `${name} was removed`)
        onGone()
      },
      onError: toastFailure,
    }),
  )
  return (
    <Section title="Remove">
      <p className={classes['lead']}>Only a provider that no run has ever asked can be removed; another can be disabled.</p>
      <div className={classes['buttons']}>
        <Button loading={isPending} onClick={() => setIsAsking(true)}>
          Remove the provider
        </Button>
      </div>
      <ReasonDialog
        isOpen={isAsking}
        title={`Remove ${name}?`}
        confirmLabel="Remove it"
        isDangerous
        onLeave={() => setIsAsking(false)}
        onConfirm={(reason) => {
          setIsAsking(false)
          mutate({ key, revision, ...reason })
        }}
      >
        <p>
          Its {counted(pools.length, 'pool')} and {counted(models, 'model')} go with it. Their prices are kept, and undoing brings all of it
          back; a key that was given to it has to be given again.
        </p>
      </ReasonDialog>
    </Section>
  )
}
