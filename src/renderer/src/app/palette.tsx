import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useApi } from '#renderer/transport'
import { Glyph, useTheme } from '#renderer/ui'
import { pages } from './pages.ts'

/** Ctrl or Cmd and K: pages, runs and actions, found by typing. */
export function Palette({ onShortcuts }: { readonly onShortcuts: () => void }) {
  const navigate = useNavigate()
  const api = useApi()
  const { choose } = useTheme()
  const { data: runs } = useQuery(api.runs.list.queryOptions({ input: { limit: 100 } }))
  const groups: SpotlightActionGroupData[] = [
    {
      group: 'Pages',
      actions: pages.map(({ to, title, icon }) => ({
        id: to,
        label: title,
        leftSection: <Glyph name={icon} />,
        onClick: () => void navigate({ to }),
      })),
    },
    {
      group: 'Actions',
      actions: [
        { id: 'new-run', label: 'New run', leftSection: <Glyph name="plus" />, onClick: () => void navigate({ to: '/runs/new' }) },
        {
          id: 'compare',
          label: 'Compare two runs',
          leftSection: <Glyph name="compare" />,
          onClick: () => void navigate({ to: '/compare' }),
        },
        { id: 'light', label: 'Light theme', leftSection: <Glyph name="sun" />, onClick: () => choose('light') },
        { id: 'dark', label: 'Dark theme', leftSection: <Glyph name="moon" />, onClick: () => choose('dark') },
        { id: 'system', label: 'Theme of the system', leftSection: <Glyph name="system" />, onClick: () => choose('system') },
        { id: 'shortcuts', label: 'Shortcuts', leftSection: <Glyph name="keyboard" />, onClick: onShortcuts },
      ],
    },
    {
      group: 'Runs',
      actions: (runs?.items ?? []).map(({ id, name, status }) => ({
        id,
        label: name,
        description: status,
        keywords: [id, status],
        leftSection: <Glyph name="runs" />,
        onClick: () => void navigate({ to: '/runs/$run', params: { run: id } }),
      })),
    },
  ]
  return (
    <Spotlight
      actions={groups}
      shortcut="mod + K"
      limit={12}
      highlightQuery
      scrollable
      lockScroll={false}
      attributes={{ content: { 'aria-label': 'Search' } }}
      maxHeight={420}
      nothingFound="Nothing is called so"
      searchProps={{
        placeholder: 'Pages, runs, actions',
        leftSection: <Glyph name="search" />,
        'aria-label': 'Search pages, runs and actions',
      }}
    />
  )
}
