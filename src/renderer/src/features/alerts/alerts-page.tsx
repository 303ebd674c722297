import { Button, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { counted } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { Glyph, Loaded, Page, PageHeader } from '#renderer/ui'
import classes from './alerts.module.css'
import { ChannelDrawer } from './channel-drawer.tsx'
import { ChannelsView } from './channels-view.tsx'
import { DeliveriesView } from './deliveries-view.tsx'
import { RuleDrawer } from './rule-drawer.tsx'
import { RulesView } from './rules-view.tsx'
import { type AlertsSearch, readAlertsSearch } from './search.ts'
import { useAlerts } from './use-alerts.ts'

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
      <Tabs
        value={view}
        onChange={(name) => show(readAlertsSearch({ view: name }))}
        color="var(--ink)"
        className={classes['views']}
        keepMounted={false}
      >
        <Tabs.List className={classes['tabs']} aria-label="Views of the alerts">
          <Tabs.Tab value="rules">Rules</Tabs.Tab>
          <Tabs.Tab value="channels">Webhooks</Tabs.Tab>
          <Tabs.Tab value="deliveries">Deliveries</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="rules" className={classes['view']}>
          <Loaded query={rules}>{({ items }) => <RulesView states={items} chosen={rule} onOpen={openRule} />}</Loaded>
        </Tabs.Panel>
        <Tabs.Panel value="channels" className={classes['view']}>
          <Loaded query={channels}>
            {({ items }) => (
              <ChannelsView channels={items} chosen={channel} onOpen={openChannel} onAdd={() => show({ view: 'channels', add: 'yes' })} />
            )}
          </Loaded>
        </Tabs.Panel>
        <Tabs.Panel value="deliveries" className={classes['view']}>
          <DeliveriesView
            state={state}
            onState={(next) => show({ view: 'deliveries', ...(next === undefined ? {} : { state: next }) }, true)}
          />
        </Tabs.Panel>
      </Tabs>
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
