import { Button, Checkbox, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { AlertChannel, AlertChannelView } from '#contract/alerts'
import { sayError } from '#renderer/lib'
import { EditFoot, sayPlainly, toastEdited, useEdit } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import { ConfirmDialog, EmptyState, Facts, Notice, Section, SideDrawer, StatusBadge, toastDone, toastFailure } from '#renderer/ui'
import classes from './alerts.module.css'
import { type ChannelForm, channelFormOf, checkChannel } from './channel-form.ts'
import { channelStanding, formats, formatWords, sayPlace } from './channel-words.ts'
import { GiveAddress } from './give-address.tsx'
import { entriesOf, toText, useEntryCommand, useSetEntry } from './use-alerts.ts'

interface ChannelDrawerProps {
  readonly channels: readonly AlertChannelView[]
  readonly revision: number
  readonly chosen: string | undefined
  readonly isNew: boolean
  readonly onOpen: (channel: string | undefined) => void
}

/** One webhook: where it leads, whether it works, and how alerts are written to it. */
export function ChannelDrawer({ channels, revision, chosen, isNew, onOpen }: ChannelDrawerProps) {
  const channel = channels.find(({ name }) => name === chosen)
  const isMissing = chosen !== undefined && channel === undefined
  const editor = (
    <ChannelEditor key={chosen ?? ''} channel={channel} names={channels.map(({ name }) => name)} revision={revision} onDone={onOpen} />
  )
  return (
    <SideDrawer
      isOpen={isNew || chosen !== undefined}
      onClose={() => onOpen(undefined)}
      width={560}
      title={isMissing ? 'No such webhook' : channel === undefined ? 'New webhook' : `Webhook ${channel.name}`}
    >
      <div className={classes['drawer']}>
        {isMissing ? (
          <EmptyState title={`There is no webhook “${chosen}”`}>It may have been removed. The list has those that there are.</EmptyState>
        ) : channel === undefined ? (
          editor
        ) : (
          <>
            <Facts
              items={[
                [
                  'State',
                  <StatusBadge key="state" tone={channelStanding(channel).tone}>
                    {channelStanding(channel).word}
                  </StatusBadge>,
                ],
                ['Leads to', channel.host ?? 'nowhere yet'],
                ['Address kept in', sayPlace(channel)],
              ]}
            />
            {channel.host === null ? null : <TryIt key={channel.host} channel={channel} />}
            <Section title={channel.host === null ? 'Give it its address' : 'Give it another address'}>
              <GiveAddress key={channel.name} channel={channel} />
            </Section>
            {editor}
            <Removal channel={channel} onDone={() => onOpen(undefined)} />
          </>
        )}
      </div>
    </SideDrawer>
  )
}

function TryIt({ channel }: { readonly channel: AlertChannelView }) {
  const { mutate, isPending, data, error } = useMutation(useApi().alerts.test.mutationOptions())
  return (
    <Section title="Try it">
      <p className={classes['soft']}>One made-up alert is sent now, once. It says that it is a try, and that nothing is wrong.</p>
      <Button loading={isPending} onClick={() => mutate({ channel: channel.name })}>
        Send a test
      </Button>
      <div className={classes['answer']} aria-live="polite">
        {error === null ? null : <Notice tone="bad">{[sayError(error).title, ...sayError(error).details].join('. ')}</Notice>}
        {data === undefined || isPending ? null : (
          <StatusBadge tone={data.isDelivered ? 'good' : 'bad'}>
            {data.isDelivered
              ? `It was taken${data.status === null ? '' : `: HTTP ${data.status}`}`
              : `It was not taken: ${data.failure ?? 'no reason was given'}`}
          </StatusBadge>
        )}
      </div>
    </Section>
  )
}

function ChannelEditor({
  channel,
  names,
  revision,
  onDone,
}: {
  readonly channel: AlertChannelView | undefined
  readonly names: readonly string[]
  readonly revision: number
  readonly onDone: (channel: string | undefined) => void
}) {
  const set = useSetEntry('alertChannels')
  const initial = channelFormOf(channel)
  const edit = useEdit({
    initial,
    revision,
    check: (form: ChannelForm) =>
      checkChannel(
        form,
        names.filter((name) => name !== channel?.name),
      ),
    fieldOf: (path) => (path.endsWith('.name') ? 'name' : path.endsWith('.format') ? 'format' : undefined),
    send: (form, start) =>
      set({
        name: channel?.name ?? null,
        began: channel !== undefined && start.revision === revision ? toText(initial) : null,
        entry: { ...form, name: form.name.trim() },
        revision: start.revision,
      }),
    startAgain: (answer) => ({
      initial: channelFormOf(entriesOf<AlertChannel>(answer).find(({ name }) => name === channel?.name)),
      revision: answer.revision,
    }),
    onSaved: ({ change }) => {
      const name = edit.form.name.trim()
      toastEdited(change, `The webhook ${name} was ${channel === undefined ? 'added' : 'changed'}`)
      onDone(name)
    },
  })
  const { form, errors, fill } = edit
  return (
    <Section title={channel === undefined ? 'Who is told' : 'How it is written'}>
      <form ref={edit.element} className={classes['form']} onSubmit={edit.submit} noValidate autoComplete="off" aria-label="Webhook">
        {channel === undefined ? (
          <TextInput
            label="Name"
            description="As rules call it; its address is asked for next"
            spellCheck={false}
            data-autofocus
            value={form.name}
            error={errors.fields.get('name')}
            onChange={(event) => fill({ name: event.currentTarget.value })}
          />
        ) : null}
        <Select
          label="Format"
          description={formatWords[form.format].does}
          allowDeselect={false}
          data={formats.map((format) => ({ value: format, label: formatWords[format].title }))}
          value={form.format}
          error={errors.fields.get('format')}
          onChange={(value) => fill({ format: formats.find((format) => format === value) ?? 'json' })}
        />
        <Checkbox label="It is on" checked={form.isEnabled} onChange={(event) => fill({ isEnabled: event.currentTarget.checked })} />
        <EditFoot
          edit={edit}
          saveLabel={channel === undefined ? 'Add the webhook' : 'Save'}
          sayField={() => 'The webhooks'}
          sayValue={(_, value) => sayPlainly(value)}
        />
      </form>
    </Section>
  )
}

function Removal({ channel, onDone }: { readonly channel: AlertChannelView; readonly onDone: () => void }) {
  const [isAsking, setAsking] = useState(false)
  const { change, isPending } = useEntryCommand('alertChannels')
  const forget = useMutation(
    useApi().alerts.removeAddress.mutationOptions({
      onSuccess: () => toastDone(`The address of ${channel.name} is forgotten`),
      onError: toastFailure,
    }),
  )
  return (
    <Section title="Remove">
      <div className={classes['buttons']}>
        {channel.host === null ? null : (
          <Button loading={forget.isPending} onClick={() => forget.mutate({ channel: channel.name })}>
            Forget its address
          </Button>
        )}
        <Button loading={isPending} onClick={() => setAsking(true)}>
          Remove the webhook
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        title={`Remove the webhook ${channel.name}?`}
        onLeave={() => setAsking(false)}
        leaveLabel="Keep it"
        choices={[
          {
            label: 'Remove it',
            isDangerous: true,
            onChoose: () => {
              setAsking(false)
              change({ name: channel.name, began: null, entry: null }, `The webhook ${channel.name} was removed`, onDone)
            },
          },
        ]}
      >
        <p>Its address is deleted where it is kept. A rule that names it has to be changed first.</p>
      </ConfirmDialog>
    </Section>
  )
}
