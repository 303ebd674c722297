import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { RunId } from '#contract/ids'
import { formatCount, formatDuration } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { Coverage, Loaded, Page, PageHeader, Spend, Stat, Stats } from '#renderer/ui'

export function RunPage() {
  const { run } = useParams({ from: '/runs/$run' })
  const api = useApi()
  // The engine refuses what is no id of a run; the address is a person's to write.
  const input = { run: run as RunId }
  const summary = useQuery(api.runs.get.queryOptions({ input }))
  const progress = useQuery(api.runs.watch.experimental_liveOptions({ input }))
  return (
    <Page header={<PageHeader title={summary.data?.name ?? 'Run'} above={<Link to="/runs">Runs</Link>} facts={<code>{run}</code>} />}>
      <Loaded query={progress}>
        {({ counts, cost, elapsedMs }) => (
          <Stats>
            <Stat label="Done" value={`${formatCount(counts.succeeded + counts.failed)} / ${formatCount(counts.total)}`} />
            <Stat label="Failed" value={formatCount(counts.failed)} />
            <Stat label="Spend" value={<Spend total={cost} />} note={<Coverage coverage={cost.coverage} />} />
            <Stat label="Elapsed" value={formatDuration(elapsedMs)} />
          </Stats>
        )}
      </Loaded>
    </Page>
  )
}
