import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { Setting } from '#contract/settings'
import { useApi } from '#renderer/transport'
import { Loaded, Page, PageHeader, Section, useTheme } from '#renderer/ui'
import { CacheStatus } from './cache-status.tsx'
import { InfraPanel } from './infra-panel.tsx'
import { KeepingStatus } from './keeping-status.tsx'
import { settingGroups, settingsElsewhere } from './setting-groups.ts'
import { SettingRow } from './setting-row.tsx'
import { sayValue, settingWords } from './setting-words.ts'
import classes from './settings.module.css'

export function SettingsPage() {
  const api = useApi()
  const query = useQuery(api.settings.list.queryOptions())
  const { data: providers } = useQuery(api.providers.list.queryOptions({ input: { limit: 500 } }))
  const { setting: opened } = useSearch({ from: '/settings' })
  const navigate = useNavigate({ from: '/settings' })
  const open = (setting: string | undefined) => void navigate({ search: setting === undefined ? {} : { setting }, replace: true })
  const keys = providers?.items.map(({ key }) => String(key))
  return (
    <Page
      header={
        <PageHeader
          title="Settings"
          facts="What the engine of this workspace goes by. A change holds at once, for batches that are running, too."
        />
      }
    >
      <Loaded query={query}>
        {({ items }) => (
          <>
            <InfraPanel settings={items} opened={opened} onOpen={open} />
            {settingGroups.map(({ title, keys: members }) => (
              <Section key={title} title={title}>
                {members.map((key) => {
                  const setting = items.find((each) => each.key === key)
                  // Budgets are of providers: until they are known there is nothing to fill in.
                  return setting === undefined || (key === 'providerDayBudgetsUsd' && keys === undefined) ? null : (
                    <SettingRow
                      key={key}
                      setting={setting}
                      isOpen={opened === key}
                      onOpen={(isOpen) => open(isOpen ? key : undefined)}
                      providers={keys ?? []}
                    />
                  )
                })}
                {members.includes('retention') ? (
                  <>
                    <CacheStatus />
                    <KeepingStatus />
                  </>
                ) : null}
              </Section>
            ))}
            <Section title="Alerts">
              {settingsElsewhere.map((key) => (
                <ToldElsewhere key={key} setting={items.find((each) => each.key === key)} />
              ))}
              <p className={classes['lead']}>
                Rules and webhooks are changed under <a href="#/alerts">Alerts</a>.
              </p>
            </Section>
          </>
        )}
      </Loaded>
      <Section title="This window">
        <ThemeRow />
      </Section>
      <Section title="Keys of providers">
        <p className={classes['lead']}>
          Where each key is kept, and where it may go, stands under <Link to="/keys">Keys</Link>.
        </p>
      </Section>
    </Page>
  )
}

function ToldElsewhere({ setting }: { readonly setting: Setting | undefined }) {
  if (setting === undefined) return null
  const { title, does } = settingWords[setting.key]
  return (
    <div className={classes['row']}>
      <div>
        <span className={classes['title']}>{title}</span>
        <span className={classes['does']}>{does}</span>
      </div>
      <div className={classes['value']}>{sayValue(setting.key, setting.value)}</div>
    </div>
  )
}

function ThemeRow() {
  const { theme, choose } = useTheme()
  return (
    <div className={classes['row']}>
      <span className={classes['title']} id="theme-label">
        Theme
      </span>
      <SegmentedControl
        aria-labelledby="theme-label"
        value={theme}
        onChange={(value) => choose(value === 'light' || value === 'dark' ? value : 'system')}
        data={[
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
          { value: 'system', label: 'System' },
        ]}
      />
    </div>
  )
}
