import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { InfraModel, Setting } from '#contract/settings'
import { useApi } from '#renderer/transport'
import { Loaded, LoadingState, Notice, Section } from '#renderer/ui'
import { SettingRow } from './setting-row.tsx'
import { sayVia, sayWarning, taskWords } from './setting-words.ts'
import classes from './settings.module.css'

interface InfraPanelProps {
  readonly settings: readonly Setting[]
  readonly opened: string | undefined
  readonly onOpen: (setting: string | undefined) => void
}

/** The models that the app itself asks: for each task which one, why that one, and what is to be minded. */
export function InfraPanel({ settings, opened, onOpen }: InfraPanelProps) {
  const query = useQuery(useApi().settings.infra.queryOptions())
  return (
    <Section title="Models the app asks itself">
      <Loaded query={query} loading={<LoadingState rows={2} />}>
        {({ items }) =>
          items.map((item) => {
            const setting = settings.find(({ key }) => key === item.setting)
            return setting === undefined ? null : (
              <div key={item.task}>
                <SettingRow
                  setting={setting}
                  title={taskWords[item.task]}
                  value={<Asked item={item} />}
                  isOpen={opened === item.setting}
                  onOpen={(isOpen) => onOpen(isOpen ? item.setting : undefined)}
                  providers={[]}
                />
                <Warning item={item} />
              </div>
            )
          })
        }
      </Loaded>
    </Section>
  )
}

function Asked({ item }: { readonly item: InfraModel }) {
  return (
    <>
      {item.model === null ? 'none' : <a href={`#/models?model=${encodeURIComponent(item.model)}`}>{item.model}</a>}
      <span className={classes['does']}>{sayVia(item)}</span>
    </>
  )
}

const leads = { '/keys': 'To the keys', '/models': 'To the models', '/providers': 'To the providers' } as const

function Warning({ item }: { readonly item: InfraModel }) {
  const warning = sayWarning(item)
  if (warning === undefined) return null
  return (
    <div className={classes['warning']}>
      <Notice tone="waiting" actions={<Link to={warning.leadsTo}>{leads[warning.leadsTo]}</Link>}>
        {warning.words}
      </Notice>
    </div>
  )
}
