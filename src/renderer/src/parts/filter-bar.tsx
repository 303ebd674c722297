import { Button, Menu, Popover } from '@mantine/core'
import { Fragment, type ReactNode, useState } from 'react'
import { Glyph } from '#renderer/ui'
import classes from './filters.module.css'

/** One thing that can be filtered by. */
export interface FilterItem {
  readonly name: string
  readonly label: string
  /** The heading it stands under among those that can be added. */
  readonly group: string
  /** What it is held to, in words; undefined: anything. */
  readonly said: string | undefined
  readonly editor: ReactNode
  readonly onClear: () => void
}

/** What is filtered by, each as a chip that opens to be changed and can be taken away; and a menu of what else there is. */
export function FilterBar({
  items,
  onClearAll,
}: {
  readonly items: readonly FilterItem[]
  /** Absent: who shows the bar has a way of its own. */
  readonly onClearAll?: () => void
}) {
  const [open, setOpen] = useState<string>()
  const shown = items.filter(({ name, said }) => said !== undefined || name === open)
  const groups = [...new Set(items.map(({ group }) => group))]
  return (
    <>
      {shown.map((item) => (
        <FilterChip key={item.name} item={item} isOpen={item.name === open} onOpen={(isOpen) => setOpen(isOpen ? item.name : undefined)} />
      ))}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="subtle" leftSection={<Glyph name="plus" size={12} />}>
            Add filter
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={classes['names']}>
          {groups.map((group) => (
            <Fragment key={group}>
              <Menu.Label>{group}</Menu.Label>
              {items
                .filter((item) => item.group === group)
                .map(({ name, label }) => (
                  <Menu.Item key={name} onClick={() => setOpen(name)}>
                    {label}
                  </Menu.Item>
                ))}
            </Fragment>
          ))}
        </Menu.Dropdown>
      </Menu>
      {onClearAll !== undefined && shown.length > 1 ? (
        <Button variant="subtle" onClick={onClearAll}>
          Show all
        </Button>
      ) : null}
    </>
  )
}

function FilterChip({
  item: { label, said, editor, onClear },
  isOpen,
  onOpen,
}: {
  readonly item: FilterItem
  readonly isOpen: boolean
  readonly onOpen: (isOpen: boolean) => void
}) {
  return (
    <span className={classes['chip']}>
      <Popover
        opened={isOpen}
        onChange={onOpen}
        position="bottom-start"
        withinPortal={false}
        trapFocus
        returnFocus
        shadow="md"
        transitionProps={{ duration: 80 }}
      >
        <Popover.Target>
          <button type="button" className={classes['said']} aria-expanded={isOpen} onClick={() => onOpen(!isOpen)} title={said}>
            {label}: <strong>{said ?? 'any'}</strong>
          </button>
        </Popover.Target>
        <Popover.Dropdown className={classes['editor']} aria-label={label}>
          {editor}
        </Popover.Dropdown>
      </Popover>
      <button
        type="button"
        className={classes['remove']}
        aria-label={`Remove the filter ${label}`}
        onClick={() => {
          onOpen(false)
          onClear()
        }}
      >
        <Glyph name="close" size={10} />
      </button>
    </span>
  )
}
