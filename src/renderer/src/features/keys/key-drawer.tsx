import { Button } from '@mantine/core'
import { useState } from 'react'
import type { PlaceInfo } from '#contract/keys'
import { TestConnection } from '#renderer/parts'
import { ConfirmDialog, EmptyState, Facts, LoadingState, Section, SideDrawer, StatusBadge, toastDone, toastFailure } from '#renderer/ui'
import { ConfirmKey } from './confirm-key.tsx'
import { GiveKey } from './give-key.tsx'
import { Ending, type NamedKey } from './key-columns.tsx'
import { sayKept, standingOf } from './key-words.ts'
import classes from './keys.module.css'
import { useKeyCommands } from './use-keys.ts'

interface KeyDrawerProps {
  /** undefined: nothing is open, or no provider is called so. */
  readonly keyInfo: NamedKey | undefined
  readonly isWanted: boolean
  readonly places: readonly PlaceInfo[] | undefined
  readonly onClose: () => void
}

/** One provider's key: how it stands, and everything that can be done about it. */
export function KeyDrawer({ keyInfo, isWanted, places, onClose }: KeyDrawerProps) {
  return (
    <SideDrawer
      isOpen={isWanted}
      onClose={onClose}
      width={520}
      title={keyInfo === undefined ? 'No such provider' : `Key of ${keyInfo.name}`}
    >
      <div className={classes['drawer']}>
        {keyInfo === undefined ? (
          <EmptyState title="No provider is called so">It may have been removed. The list has those that there are.</EmptyState>
        ) : (
          <KeyDetails info={keyInfo} places={places} />
        )}
      </div>
    </SideDrawer>
  )
}

function KeyDetails({ info, places }: { readonly info: NamedKey; readonly places: readonly PlaceInfo[] | undefined }) {
  const { tone, word, sentence } = standingOf(info)
  const isUsable = info.state === 'present' || info.state === 'not_needed'
  const isFirst = info.place === null || info.state === 'missing'
  return (
    <>
      <Facts
        items={[
          [
            'State',
            <StatusBadge key="state" tone={tone}>
              {word}
            </StatusBadge>,
          ],
          ['Kept in', sayKept(info)],
          ['Ends in', <Ending key="end" lastFour={info.lastFour} />],
          ['Goes to', info.origin ?? 'the app itself'],
        ]}
      />
      <p className={classes['sentence']}>{sentence}</p>
      {isUsable ? (
        <Section title="Try it">
          {/* Another key is another try. */}
          <TestConnection key={`${info.place} ${info.env} ${info.lastFour} ${info.boundTo}`} provider={info.provider} />
        </Section>
      ) : null}
      {info.state === 'unbound' || info.state === 'unconfirmed' ? <ConfirmKey info={info} /> : null}
      {info.origin === null || info.state === 'insecure' ? (
        <NoKey info={info} />
      ) : (
        <Section title={isFirst ? 'Give a key' : 'Give another'}>
          {isFirst ? null : (
            <p className={classes['sentence']}>
              The new key takes the place of the one before, which is forgotten here. Calls on their way end with the old one, those after
              it have the new one; nothing is paused. Revoke the old one at the provider once the new one has answered.
            </p>
          )}
          {places === undefined ? <LoadingState rows={3} /> : <GiveKey key={info.provider} info={info} places={places} />}
        </Section>
      )}
      {info.place === null ? null : <RemoveKey info={info} />}
    </>
  )
}

function NoKey({ info }: { readonly info: NamedKey }) {
  if (info.origin === null) return <p className={classes['sentence']}>It needs no key, and takes none.</p>
  return (
    <p className={classes['sentence']}>
      Give the provider an https:// address, or allow this one with <code>assay providers set {info.provider} --allow-insecure on</code>.
    </p>
  )
}

function RemoveKey({ info }: { readonly info: NamedKey }) {
  const [isAsking, setIsAsking] = useState(false)
  const { remove } = useKeyCommands(() => toastDone(`${info.name} has no key any more.`))
  const isVariable = info.place === 'env'
  return (
    <Section title="Remove">
      <p className={classes['sentence']}>
        {isVariable
          ? `${info.name} forgets the name of the variable; the variable stays as it is.`
          : 'The key is deleted where it is kept, for every workspace of this account that sends it to the same address.'}
      </p>
      <Button loading={remove.isPending} onClick={() => setIsAsking(true)}>
        Remove the key
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={`Remove the key of ${info.name}?`}
        onLeave={() => setIsAsking(false)}
        leaveLabel="Keep it"
        choices={[
          {
            label: 'Remove it',
            isDangerous: true,
            onChoose: () => {
              setIsAsking(false)
              remove.mutate({ provider: info.provider }, { onError: toastFailure })
            },
          },
        ]}
      >
        <p>Runs that use it wait until there is another. Calls on their way end with the key they have.</p>
      </ConfirmDialog>
    </Section>
  )
}
