import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Setting } from '#contract/settings'
import { useApi } from '#renderer/transport'
import { Loaded, Page, PageHeader, Section, useTheme } from '#renderer/ui'
import { sayValue, settingWords } from './setting-words.ts'
import classes from './settings.module.css'

export function SettingsPage() {
  const query = useQuery(useApi().settings.list.queryOptions())
  return (
    <Page header={<PageHeader title="Settings" facts="What the engine of this workspace goes by. Changed with “assay settings set”." />}>
      <Section title="This window">
        <ThemeRow />
      </Section>
      <Section title="Keys of providers">
        <p className={classes['lead']}>
          Where each key is kept, and where it may go, stands under <Link to="/keys">Keys</Link>.
        </p>
      </Section>
      <Section title="Workspace">
        <Loaded query={query}>
          {({ items }) => (
            <dl className={classes['list']}>
              {items.map((setting) => (
                <Row key={setting.key} setting={setting} />
              ))}
            </dl>
          )}
        </Loaded>
      </Section>
    </Page>
  )
}

function Row({ setting }: { readonly setting: Setting }) {
  const { title, does } = settingWords[setting.key]
  return (
    <div className={classes['row']}>
      <dt>
        <span className={classes['title']}>{title}</span>
        <span className={classes['does']}>{does}</span>
      </dt>
      <dd className={classes['value']}>{sayValue(setting)}</dd>
      <dd className={classes['source']}>{setting.isDefault ? 'default' : 'set'}</dd>
      <dd className={classes['key']}>
        <code>{setting.key}</code>
      </dd>
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
