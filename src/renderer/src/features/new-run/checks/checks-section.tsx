import { SegmentedControl, TextInput } from '@mantine/core'
import { counted } from '#renderer/lib'
import { Section } from '#renderer/ui'
import type { FormPart } from '../form-part.ts'
import formClasses from '../new-run.module.css'
import { CheckList } from './check-list.tsx'
import classes from './checks.module.css'
import type { DraftPassWhen } from './draft-check.ts'
import { TryChecks } from './try-checks.tsx'

const kinds: readonly { readonly value: DraftPassWhen['kind']; readonly label: string }[] = [
  { value: 'all', label: 'All must pass' },
  { value: 'any', label: 'One must pass' },
  { value: 'share', label: 'A share' },
]

/** What is asked of each answer, when that makes a pass, and a place to try it. */
export function ChecksSection({ draft, errors, edit }: FormPart) {
  const { checks, passWhen } = draft
  const set = (change: Partial<DraftPassWhen>) => edit({ passWhen: { ...passWhen, ...change } })
  const error = errors.get('checks')
  return (
    <Section
      title="Checks"
      aside={
        checks.length === 0 ? undefined : (
          <>
            <SegmentedControl
              aria-label="When an answer passes"
              value={passWhen.kind}
              onChange={(value) => set({ kind: kinds.find((kind) => kind.value === value)?.value ?? 'all' })}
              data={kinds.map(({ value, label }) => ({ value, label }))}
            />
            {passWhen.kind === 'share' ? (
              <TextInput
                className={classes['share']}
                aria-label="Share that must pass, in per cent of the weights"
                rightSection="%"
                inputMode="decimal"
                value={passWhen.share}
                error={errors.get('passWhen')}
                onChange={(event) => set({ share: event.currentTarget.value })}
              />
            ) : (
              <span>{counted(checks.length, 'check')}</span>
            )}
          </>
        )
      }
    >
      <div className={formClasses['field']}>
        {checks.length === 0 ? (
          <p className={formClasses['hint']}>Each answer can be held against what it should be: it then passes or fails.</p>
        ) : null}
        {error === undefined ? null : (
          <p className={formClasses['error']} role="alert">
            {error}
          </p>
        )}
        <div className={classes['foot']}>
          <CheckList checks={checks} errors={errors} onChange={(changed) => edit({ checks: changed })} />
        </div>
        {checks.length === 0 ? null : <TryChecks draft={draft} />}
      </div>
    </Section>
  )
}
