import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Page, PageHeader, PageViews } from '#renderer/ui'
import { KeptView } from './kept/kept-view.tsx'
import { OrderView } from './order/order-view.tsx'
import { ReconcileView } from './reconcile/reconcile-view.tsx'
import { RepeatsView } from './repeats/repeats-view.tsx'
import { RepriceView } from './reprice/reprice-view.tsx'
import { readReportsSearch } from './search.ts'
import { useReportSearch } from './use-report-search.ts'

const titles = {
  kept: 'Kept',
  new: 'New report',
  reprice: 'Other prices',
  reconcile: 'Compare with a provider',
  repeats: 'Repeated requests',
} as const

/** Files of what was spent and asked, and questions about it that take longer than a page. */
export function ReportsPage() {
  const { search } = useReportSearch()
  const navigate = useNavigate({ from: '/reports' })
  const { view = 'kept' } = search
  // Which calls are meant goes along from view to view.
  const show = (name: keyof typeof titles) => void navigate({ search: readReportsSearch({ ...search, view: name }) })
  return (
    <Page
      isFixed
      header={
        <PageHeader title="Reports" facts="Figures to take away, and what they would have been. Nothing here changes what was reckoned." />
      }
    >
      <PageViews label="Views of the reports" titles={titles} value={view} onChange={show}>
        {viewOf(view)}
      </PageViews>
    </Page>
  )
}

function viewOf(view: keyof typeof titles): ReactNode {
  switch (view) {
    case 'kept':
      return <KeptView />
    case 'new':
      return <OrderView />
    case 'reprice':
      return <RepriceView />
    case 'reconcile':
      return <ReconcileView />
    case 'repeats':
      return <RepeatsView />
  }
}
