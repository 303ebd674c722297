import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { counted } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { Glyph, Loaded, Page, PageHeader, PageViews } from '#renderer/ui'
import { ChannelDrawer } from './channel-drawer.tsx'
import { ChannelsView } from './channels-view.tsx'
import { DeliveriesView } from './deliveries-view.tsx'
import { RuleDrawer } from './rule-drawer.tsx'
import { RulesView } from './rules-view.tsx'
import { type AlertsSearch, readAlertsSearch } from './search.ts'
import { useAlerts } from './use-alerts.ts'

const titles = { rules: 'Rules', channels: 'Webhooks', deliveries: 'Deliveries' } as const

/** When somebody is told: rules and how they stand, webhooks, and what was sent to them. */
export function AlertsPage() {
  const { view = 'rules', rule, channel, add, state } = useSearch({ from: '/alerts' })
  const navigate = useNavigate({ from: '/alerts' })
  const { rules, channels } = useAlerts()
  const { data: settings } = useQuery(useApi().settings.list.queryOptions())
  const revisionOf = (key: 'alertRules' | 'alertChannels') => settings?.items.find((each) => each.key === key)?.revision ?? 0
  const show = (search: AlertsSearch, replace = false) => void navigate({ search, replace })
  const openRule = (name: string | undefined) => show(name === undefined ? {} : { rule: name }, rule !== undefined)
  const openChannel = (name: string | undefined) =>
    show({ view: 'channels', ...(name === undefined ? {} : { channel: name }) }, channel !== undefined || add === 'yes')
  const states = rules.data?.items ?? []
  const firing = states.filter((each) => each.rule.isEnabled && each.firing.length > 0).length
  return (
    <Page
      isFixed
      header={
        <PageHeader
          title="Alerts"
          facts={
            rules.data === undefined
              ? null
              : `${counted(states.length, 'rule')}, ${firing === 0 ? 'none is firing' : `${firing} firing`}; told in the inbox and by the system’s own notices`
          }
          actions={
            view === 'deliveries' ? null : (
              <Button
                variant="filled"
                leftSection={<Glyph name="plus" size={14} />}
                onClick={() => show(view === 'channels' ? { view, add: 'yes' } : { add: 'yes' })}
              >
                {view === 'channels' ? 'Add a webhook' : 'Add a rule'}
              </Button>
            )
          }
        />
      }
    >
      <PageViews label="Views of the alerts" titles={titles} value={view} onChange={(name) => show(readAlertsSearch({ view: name }))}>
        {view === 'rules' ? (
          <Loaded query={rules}>{({ items }) => <RulesView states={items} chosen={rule} onOpen={openRule} />}</Loaded>
        ) : view === 'channels' ? (
          <Loaded query={channels}>
            {({ items }) => (
              <ChannelsView channels={items} chosen={channel} onOpen={openChannel} onAdd={() => show({ view: 'channels', add: 'yes' })} />
            )}
          </Loaded>
        ) : (
          <DeliveriesView
            state={state}
            onState={(next) => show({ view: 'deliveries', ...(next === undefined ? {} : { state: next }) }, true)}
          />
        )}
      </PageViews>
      {rules.data === undefined || settings === undefined || view !== 'rules' ? null : (
        <RuleDrawer
          states={states}
          channels={channels.data?.items ?? []}
          revision={revisionOf('alertRules')}
          chosen={rule}
          isNew={add === 'yes'}
          onOpen={openRule}
        />
      )}
      {channels.data === undefined || settings === undefined || view !== 'channels' ? null : (
        <ChannelDrawer
          channels={channels.data.items}
          revision={revisionOf('alertChannels')}
          chosen={channel}
          isNew={add === 'yes'}
          onOpen={openChannel}
        />
      )}
    </Page>
  )
}
