import type { RunId } from '#contract/ids'
import { CopyButton, Section } from '#renderer/ui'
import classes from './results.module.css'

/** How the answers of a run without checks come to be judged: nothing is sent again for it. */
export function NoChecks({ run }: { readonly run: RunId }) {
  const command = `assay check ${run} --checks checks.yaml`
  return (
    <Section title="Not checked">
      <p className={classes['none']}>
        The batch of this run says nothing of what an answer should be. Write checks into a file, and its kept answers are judged by them,
        without asking any of them again: <code>{command}</code> <CopyButton text={command} label="Copy the command" />
      </p>
    </Section>
  )
}
