import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { EmptyState, Page, PageHeader } from '#renderer/ui'

/** Where an address leads that is none of ours. It shows nothing of the address: whoever made the link has not written on this page. */
export function NoSuchPage() {
  return (
    <Page header={<PageHeader title="No such page" />}>
      <EmptyState
        title="This address leads nowhere"
        actions={
          <Button variant="filled" component={Link} to="/runs">
            To the runs
          </Button>
        }
      >
        The link may be from another version, or was not copied whole. Nothing was changed.
      </EmptyState>
    </Page>
  )
}
