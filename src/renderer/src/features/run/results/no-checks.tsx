import type { RunProgress, RunSummary } from '#contract/runs'
import { CopyButton, Section } from '#renderer/ui'
import { CheckButton } from '../checking/check-button.tsx'
import classes from './results.module.css'

/** How the answers of a run without checks come to be judged: nothing is sent again for it. */
export function NoChecks({ summary, progress }: { readonly summary: RunSummary; readonly progress: RunProgress }) {
  const command = `assay check ${summary.id} --checks checks.yaml`
  return (
    <Section title="Not checked" aside={<CheckButton summary={summary} progress={progress} />}>
      <p className={classes['none']}>
        The batch of this run does not say what an answer should be. Write checks into a file, and the kept answers are judged by them,
        without asking for any of them again: <code>{command}</code> <CopyButton text={command} label="Copy the command" />
      </p>
    </Section>
  )
}
