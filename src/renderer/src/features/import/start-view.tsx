import { Link } from '@tanstack/react-router'
import { Page, PageHeader, Section } from '#renderer/ui'
import { type Applied, sayApplied } from './applied.ts'
import { ConfigExport } from './config-export.tsx'
import { HistoryTable } from './history-table.tsx'
import classes from './import.module.css'
import { SourceForm, type SourceFormProps } from './source-form.tsx'

/** Where a catalog is given to be read; what was imported so far; the configuration as a file. */
export function StartView({ applied, ...form }: SourceFormProps & { readonly applied: Applied | undefined }) {
  return (
    <Page
      header={
        <PageHeader
          title="Import"
          facts="Models and prices from a catalog of others, or a configuration of Assay. Nothing is changed before you have looked at it."
        />
      }
    >
      {applied === undefined ? null : (
        <p className={classes['applied']} role="status">
          Imported {sayApplied(applied)} from {applied.source}.{' '}
          {applied.change === null ? (
            'Everything stood so already.'
          ) : (
            <Link to="/history" search={{ entry: applied.change }}>
              See the change
            </Link>
          )}
        </p>
      )}
      <Section title="Read a catalog">
        <SourceForm {...form} />
      </Section>
      <Section title="Imported so far">
        <HistoryTable />
      </Section>
      <Section title="This configuration as a file">
        <ConfigExport />
      </Section>
    </Page>
  )
}
