import { useMemo } from 'react'
import type { AlertState } from '#contract/alerts'
import { DataTable, EmptyState, useSortedRows } from '#renderer/ui'
import { ruleColumns } from './rule-columns.tsx'
import { useEntryCommand } from './use-alerts.ts'

/** Every rule and how it stands. */
export function RulesView({
  states,
  chosen,
  onOpen,
}: {
  readonly states: readonly AlertState[]
  readonly chosen: string | undefined
  readonly onOpen: (rule: string) => void
}) {
  const { change } = useEntryCommand('alertRules')
  const columns = useMemo(
    () =>
      ruleColumns((rule) =>
        change({ name: rule.name, began: null, entry: rule }, `The rule ${rule.name} is ${rule.isEnabled ? 'on' : 'off'}`),
      ),
    [change],
  )
  return (
    <DataTable
      label="Rules"
      columns={columns}
      rowKey={({ rule }) => rule.name}
      chosenKey={chosen}
      onOpen={({ rule }) => onOpen(rule.name)}
      empty={<EmptyState title="There is no rule">Nothing is told but what only a person can mend. Add a rule.</EmptyState>}
      {...useSortedRows(states, columns)}
    />
  )
}
