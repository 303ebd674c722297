import { Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useKeptTheme } from '#renderer/ui'
import { ConnectionNotice } from './connection-notice.tsx'
import classes from './layout.module.css'
import { Navigation } from './navigation.tsx'
import { Palette } from './palette.tsx'
import { ShortcutSheet } from './shortcut-sheet.tsx'
import { StatusBar } from './status-bar.tsx'
import { useDroppedFiles } from './use-dropped-files.ts'
import { useShortcuts } from './use-shortcuts.ts'

/** What stands around every page. */
export function Layout() {
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const shown = useRef(pathname)
  const isOver = useDroppedFiles()
  useKeptTheme()
  const { isSheetOpen, closeSheet, openSheet } = useShortcuts()
  // Whoever goes on by keyboard or is read to begins at the new page, not at the link that led to it.
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    main.current?.focus({ preventScroll: true })
  }, [pathname])
  return (
    <div className={classes['layout']}>
      <Navigation onShortcuts={openSheet} />
      <main ref={main} tabIndex={-1} className={classes['main']}>
        <ConnectionNotice />
        <div className={classes['page']}>
          <Outlet />
        </div>
      </main>
      {isOver ? <div className={classes['drop']}>Drop a batch file, or rows, to write a new run; a catalog, to import it</div> : null}
      <StatusBar />
      <Palette onShortcuts={openSheet} />
      <ShortcutSheet isOpen={isSheetOpen} onClose={closeSheet} />
    </div>
  )
}
