import { Button } from '@mantine/core'
import type { AlertChannelView, AlertRule, AlertState } from '#contract/alerts'
import { EditFoot, ReasonField, sayPlainly, toastEdited, useEdit, type Value } from '#renderer/parts'
import { EmptyState, Facts, Section, SideDrawer, StatusBadge, When } from '#renderer/ui'
import classes from './alerts.module.css'
import { RuleFields } from './rule-fields.tsx'
import { checkRule, emptyForm, fieldOf, formOf, type RuleForm, ruleOf } from './rule-form.ts'
import { sayCondition, sayRule, saySubject, standingOf } from './rule-words.ts'
import { entriesOf, toText, useEntryCommand, useSetEntry } from './use-alerts.ts'

interface RuleDrawerProps {
  readonly states: readonly AlertState[]
  readonly channels: readonly AlertChannelView[]
  /** Of the setting that holds the rules. */
  readonly revision: number
  /** Its name; undefined with `isNew`: none yet. */
  readonly chosen: string | undefined
  readonly isNew: boolean
  readonly onOpen: (rule: string | undefined) => void
}

/** One rule: what it fires for now, and the form that changes it. */
export function RuleDrawer({ states, channels, revision, chosen, isNew, onOpen }: RuleDrawerProps) {
  const state = states.find(({ rule }) => rule.name === chosen)
  const isMissing = chosen !== undefined && state === undefined
  return (
    <SideDrawer
      isOpen={isNew || chosen !== undefined}
      onClose={() => onOpen(undefined)}
      width={600}
      title={isMissing ? 'No such rule' : (state?.rule.name ?? 'New rule')}
    >
      <div className={classes['drawer']}>
        {isMissing ? (
          <EmptyState title={`There is no rule “${chosen}”`}>It may have been removed. The list has those that there are.</EmptyState>
        ) : (
          <>
            {state === undefined ? null : <Standing state={state} />}
            <RuleEditor
              key={chosen ?? ''}
              rule={state?.rule}
              names={states.map(({ rule }) => rule.name)}
              channels={channels}
              revision={revision}
              onDone={onOpen}
            />
          </>
        )}
      </div>
    </SideDrawer>
  )
}

function Standing({ state }: { readonly state: AlertState }) {
  const { tone, word } = standingOf(state)
  const { rule, firing, measured, lastFiredAtMs } = state
  return (
    <>
      <Facts
        items={[
          [
            'State',
            <StatusBadge key="state" tone={tone}>
              {word}
            </StatusBadge>,
          ],
          ['Tells when', sayCondition(rule.when)],
          ['Measures now', measured ?? 'nothing yet'],
          ['Fired last', <When key="last" atMs={lastFiredAtMs} />],
        ]}
      />
      {firing.length === 0 ? null : (
        <Section title="It fires for">
          <ul className={classes['firing']}>
            {firing.map(({ subject, sinceMs, message, run }) => (
              <li key={subject}>
                <strong>{run === null ? saySubject(subject) : <a href={`#/runs/${run}`}>a run</a>}</strong>, since <When atMs={sinceMs} />
                <div>{message}</div>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

interface RuleEditorProps {
  readonly rule: AlertRule | undefined
  readonly names: readonly string[]
  readonly channels: readonly AlertChannelView[]
  readonly revision: number
  readonly onDone: (rule: string | undefined) => void
}

function RuleEditor({ rule, names, channels, revision, onDone }: RuleEditorProps) {
  const set = useSetEntry('alertRules')
  const { change, isPending } = useEntryCommand('alertRules')
  const others = names.filter((name) => name !== rule?.name)
  const began = rule === undefined ? null : toText(rule)
  const edit = useEdit({
    initial: rule === undefined ? emptyForm('run_spend') : formOf(rule),
    revision,
    check: (form: RuleForm) => checkRule(form, others),
    fieldOf,
    takeTheirs: (form, theirs) => {
      const [list] = [...theirs.values()]
      const standing = findRule(list, rule?.name)
      return standing === undefined ? form : { ...formOf(standing), reason: form.reason }
    },
    // What was decided once is told with the revision that stands: it is not refused again.
    send: (form, start) =>
      set({
        name: rule?.name ?? null,
        began: start.revision === revision ? began : '',
        entry: ruleOf(form),
        revision: start.revision,
        reason: form.reason,
      }),
    onSaved: ({ change: entry }) => {
      toastEdited(entry, `The rule ${edit.form.name.trim()} was ${rule === undefined ? 'added' : 'changed'}`)
      onDone(undefined)
    },
  })
  return (
    <Section title={rule === undefined ? 'What is to be told' : 'Change it'}>
      <form ref={edit.element} className={classes['form']} onSubmit={edit.submit} noValidate autoComplete="off" aria-label="Rule">
        <RuleFields form={edit.form} errors={edit.errors.fields} channels={channels} fill={edit.fill} />
        <ReasonField value={edit.form.reason} onChange={(reason) => edit.fill({ reason })} />
        <EditFoot
          edit={edit}
          saveLabel={rule === undefined ? 'Add the rule' : 'Save the rule'}
          sayField={() => 'The rule'}
          sayValue={(_, value) => (Array.isArray(value) ? sayRule(findRule(value, rule?.name)) : sayPlainly(value))}
        >
          <Button variant="subtle" onClick={() => onDone(undefined)}>
            Leave it
          </Button>
          {rule === undefined ? null : (
            <Button
              className={classes['apart']}
              loading={isPending}
              onClick={() =>
                change({ name: rule.name, began: null, entry: null }, `The rule ${rule.name} was removed`, () => onDone(undefined))
              }
            >
              Remove the rule
            </Button>
          )}
        </EditFoot>
      </form>
    </Section>
  )
}

function findRule(list: Value | undefined, name: string | undefined): AlertRule | undefined {
  return list === undefined ? undefined : entriesOf<AlertRule>({ value: list }).find((each) => each.name === name)
}
