import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { FailureState, Page, PageHeader } from '#renderer/ui'

/** In place of a page that failed: what is known of it, a way to try again, and one out. */
export function PageError({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  return (
    <Page header={<PageHeader title="This page could not be shown" />}>
      <FailureState error={error} onRetry={reset} />
      <Button component={Link} to="/runs">
        To the runs
      </Button>
    </Page>
  )
}
