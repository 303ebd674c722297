import { Button, Menu } from '@mantine/core'
import { useSearch } from '@tanstack/react-router'
import type { RunSummary } from '#contract/runs'
import { ExportNotice, useFileExport } from '#renderer/parts'
import { Glyph } from '#renderer/ui'
import { readProbeQuery } from '../probes/probe-query.ts'
import { runFiles } from './run-export-words.ts'

/** A button that makes a file of the run, and what has become of it. Probes are those of the filters that the address has. */
export function useRunExport(summary: Pick<RunSummary, 'id'> | undefined) {
  const { filter } = readProbeQuery(useSearch({ from: '/runs/$run' }))
  const { state, begin, cancel } = useFileExport()
  if (summary === undefined) return { menu: null, notice: null }
  const menu = (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button loading={state.kind === 'going'} rightSection={<Glyph name="down" size={12} />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {runFiles(filter).map(({ heading, files }) => (
          <div key={heading}>
            <Menu.Label>{heading}</Menu.Label>
            {files.map(({ label, order }) => (
              <Menu.Item
                key={label}
                onClick={() => void begin((client, signal) => client.outcomes.export({ run: summary.id, export: order }, { signal }))}
              >
                {label}
              </Menu.Item>
            ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
  return { menu, notice: <ExportNotice state={state} onCancel={cancel} /> }
}
