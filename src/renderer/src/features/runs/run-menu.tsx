import { ActionIcon, Menu } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Glyph, toastDone } from '#renderer/ui'
import { CancelRun } from './cancel-run.tsx'
import { actionsOf } from './describe-actions.ts'
import type { ListedRun } from './listed-run.ts'
import classes from './runs.module.css'
import { useRunCommands } from './use-run-commands.ts'

/** What can be done with a run from the list. */
export function RunMenu({ run }: { readonly run: ListedRun }) {
  const { id, name } = run
  const navigate = useNavigate()
  const { copy } = useClipboard()
  const { pause, resume } = useRunCommands(run)
  const [isAsking, setIsAsking] = useState(false)
  const { canPause, canResume, canCancel, mustDecide, command } = actionsOf(run)
  const open = () => void navigate({ to: '/runs/$run', params: { run: id } })
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon className={classes['menu']} size={24} aria-label={`Actions of ${name}`} data-row-menu>
            <Glyph name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Glyph name="right" size={14} />} onClick={open}>
            Open
          </Menu.Item>
          {canPause ? (
            <Menu.Item leftSection={<Glyph name="pause" size={14} />} onClick={pause}>
              Pause
            </Menu.Item>
          ) : null}
          {canResume ? (
            <Menu.Item leftSection={<Glyph name="play" size={14} />} onClick={mustDecide ? open : resume}>
              {mustDecide ? 'Decide how it goes on' : 'Resume'}
            </Menu.Item>
          ) : null}
          {canCancel ? (
            <Menu.Item leftSection={<Glyph name="stop" size={14} />} onClick={() => setIsAsking(true)}>
              Cancel …
            </Menu.Item>
          ) : null}
          <Menu.Divider />
          <Menu.Item leftSection={<Glyph name="compare" size={14} />} onClick={() => void navigate({ to: '/compare', search: { a: id } })}>
            Compare with …
          </Menu.Item>
          <Menu.Item leftSection={<Glyph name="edit" size={14} />} onClick={() => void navigate({ to: '/runs/new', search: { from: id } })}>
            Duplicate into the form
          </Menu.Item>
          <Menu.Item
            leftSection={<Glyph name="copy" size={14} />}
            onClick={() => {
              copy(command)
              toastDone(`Copied: ${command}`)
            }}
          >
            Copy <code>{command.slice(0, command.lastIndexOf(' '))}</code>
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <CancelRun run={run} isOpen={isAsking} onClose={() => setIsAsking(false)} />
    </>
  )
}
