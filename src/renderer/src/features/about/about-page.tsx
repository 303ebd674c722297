import { useQuery } from '@tanstack/react-query'
import { formatInstantWithZone } from '#renderer/lib'
import { useApi, useConnection } from '#renderer/transport'
import { Facts, Loaded, Mark, Page, PageHeader } from '#renderer/ui'
import classes from './about.module.css'

export function AboutPage() {
  const query = useQuery(useApi().health.status.queryOptions())
  const { shell } = useConnection()
  return (
    <Page header={<PageHeader title="About" />}>
      <div className={classes['mark']}>
        <Mark size={48} />
        <div>
          <p className={classes['name']}>Assay</p>
          <p className={classes['what']}>A console for people who measure large language models.</p>
        </div>
      </div>
      <Loaded query={query}>
        {(status) => (
          <Facts
            items={[
              ['Version', status.version],
              ['Shown by', shell === 'desktop' ? 'the desktop window' : 'a browser on this machine'],
              ['Workspace', <code key="workspace">{status.workspace}</code>],
              ['Schema of its database', status.schemaVersion],
              ['Engine', `process ${status.pid}, since ${formatInstantWithZone(status.startedAtMs)}`],
              ['Licence', 'MIT'],
            ]}
          />
        )}
      </Loaded>
    </Page>
  )
}
