import { Switch } from '@mantine/core'
import type { AlertRule, AlertState } from '#contract/alerts'
import { type Column, StatusBadge, When } from '#renderer/ui'
import { minutes, sayCondition, standingOf } from './rule-words.ts'

export function ruleColumns(onSwitch: (rule: AlertRule) => void): readonly Column<AlertState>[] {
  return [
    {
      id: 'state',
      header: 'State',
      width: 104,
      sortBy: ({ firing }) => -firing.length,
      cell: (state) => {
        const { tone, word } = standingOf(state)
        return <StatusBadge tone={tone}>{word}</StatusBadge>
      },
    },
    { id: 'name', header: 'Rule', width: 120, grow: 2, sortBy: ({ rule }) => rule.name, cell: ({ rule }) => <span>{rule.name}</span> },
    {
      id: 'when',
      header: 'Tells when',
      width: 200,
      grow: 5,
      title: ({ rule }) => sayCondition(rule.when),
      cell: ({ rule }) => <span>{sayCondition(rule.when)}</span>,
    },
    {
      id: 'measured',
      header: 'Measures now',
      width: 120,
      grow: 2,
      title: ({ measured }) => measured ?? undefined,
      cell: ({ measured }) => <span>{measured ?? '–'}</span>,
    },
    { id: 'since', header: 'Firing since', width: 92, cell: ({ firing }) => <When atMs={oldest(firing)} /> },
    {
      id: 'channels',
      header: 'Also told to',
      width: 92,
      grow: 1,
      title: ({ rule }) => rule.channels.join(', ') || undefined,
      cell: ({ rule }) => <span>{rule.channels.length === 0 ? '–' : rule.channels.join(', ')}</span>,
    },
    {
      id: 'quiet',
      header: 'Quiet for',
      width: 72,
      align: 'end',
      sortBy: ({ rule }) => rule.quietMinutes,
      cell: ({ rule }) => minutes(rule.quietMinutes),
    },
    {
      id: 'on',
      header: 'On',
      width: 56,
      cell: ({ rule }) => (
        <Switch
          size="xs"
          aria-label={`${rule.name} is on`}
          checked={rule.isEnabled}
          onChange={() => onSwitch({ ...rule, isEnabled: !rule.isEnabled })}
        />
      ),
    },
  ]
}

function oldest(firing: AlertState['firing']) {
  return firing.reduce<AlertState['firing'][number]['sinceMs'] | null>(
    (least, { sinceMs }) => (least === null || sinceMs < least ? sinceMs : least),
    null,
  )
}
