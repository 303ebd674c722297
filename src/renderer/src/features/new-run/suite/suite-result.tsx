import type { Imported } from '#contract/batches'
import { counted } from '#renderer/lib'
import { Notice } from '#renderer/ui'
import { NotCarriedList } from './not-carried-list.tsx'
import classes from './suite.module.css'

/** What a suite comes to: how much, of which models, and what does not come along. */
export function SuiteResult({ imported }: { readonly imported: Imported }) {
  const { batch, prompts, checks, models, notCarried, catalog, origin } = imported
  const missing = models.filter(({ ref }) => ref === null)
  return (
    <>
      <p className={classes['facts']} role="status">
        {batch.name}: {counted(prompts, 'prompt')}, {counted(checks, 'check')}, {counted(batch.models.length, 'model')}
      </p>
      {origin === null ? null : (
        <p className={classes['facts']}>
          It was run elsewhere: {counted(origin.probes, 'probe')}, {origin.passed} passed, {origin.failed} failed.
        </p>
      )}
      {missing.map(({ name, near }) => (
        <Notice key={name} tone="doubt">
          The catalog has no {name}
          {near.length === 0 ? '.' : `; near: ${near.join(', ')}.`}
        </Notice>
      ))}
      {catalog === null ? null : (
        <Notice
          tone="waiting"
          actions={
            <a href={`data:application/json,${encodeURIComponent(catalog)}`} download={`${batch.name}.catalog.json`}>
              Save what it lacks
            </a>
          }
        >
          The catalog lacks models of it. What is lacking can be read on the import page.
        </Notice>
      )}
      <NotCarriedList items={notCarried} />
    </>
  )
}
