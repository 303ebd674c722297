import { Button } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import type { Setting } from '#contract/settings'
import { SettingEditor } from './setting-editor.tsx'
import { saySource, sayValue, settingWords } from './setting-words.ts'
import classes from './settings.module.css'

interface SettingRowProps {
  readonly setting: Setting
  readonly isOpen: boolean
  readonly onOpen: (isOpen: boolean) => void
  readonly providers: readonly string[]
  /** In place of what the setting is called and its value, such as what would come of it. */
  readonly title?: { readonly title: string; readonly does: string }
  readonly value?: ReactNode
}

/** A setting, its value and its default; opened, the form that changes it. */
export function SettingRow({ setting, isOpen, onOpen, providers, title, value }: SettingRowProps) {
  const words = title ?? settingWords[setting.key]
  const button = useRef<HTMLButtonElement>(null)
  const row = useRef<HTMLDivElement>(null)
  const wasOpen = useRef(false)
  useEffect(() => {
    if (isOpen && !wasOpen.current) {
      row.current?.scrollIntoView({ block: 'nearest' })
      row.current?.querySelector<HTMLElement>('form input')?.focus()
    }
    // Whoever is done goes on where the form was opened.
    if (!isOpen && wasOpen.current) button.current?.focus()
    wasOpen.current = isOpen
  }, [isOpen])
  return (
    <div ref={row} className={classes['setting']} data-open={isOpen || undefined}>
      <div className={classes['row']}>
        <div>
          <span className={classes['title']}>{words.title}</span>
          <span className={classes['does']}>{words.does}</span>
        </div>
        <div className={classes['value']}>{value ?? sayValue(setting.key, setting.value)}</div>
        <div className={classes['source']} title={setting.key}>
          {saySource(setting)}
        </div>
        <Button ref={button} size="compact-xs" aria-label={`Change: ${words.title}`} aria-expanded={isOpen} onClick={() => onOpen(!isOpen)}>
          Change
        </Button>
      </div>
      {isOpen ? <SettingEditor key={setting.key} setting={setting} providers={providers} onDone={() => onOpen(false)} /> : null}
    </div>
  )
}
