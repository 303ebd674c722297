import type { MenuItemConstructorOptions } from 'electron'

export interface MenuActions {
  /** Shows a page, by its route. */
  readonly go: (route: string) => void
  /** Presses keys in the page, which knows what they do there. */
  readonly press: (key: string, modifiers: readonly ('control' | 'meta')[]) => void
}

interface MenuFacts {
  readonly platform: NodeJS.Platform
  readonly devTools: boolean
}

const separator = { type: 'separator' } satisfies MenuItemConstructorOptions

/** The menu. Its items show pages, press keys that the page itself listens to, or are the system's own. */
export function menuTemplate({ platform, devTools }: MenuFacts, { go, press }: MenuActions): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin'
  const page = (label: string, route: string, accelerator?: string) => ({
    label,
    click: () => go(route),
    ...(accelerator === undefined ? {} : { accelerator }),
  })
  /** Shown beside the item; the page hears the keys by itself. */
  const key = (label: string, accelerator: string, click: () => void) => ({ label, accelerator, registerAccelerator: false, click })
  const settings = page('Settings', '/settings', 'CmdOrCtrl+,')
  const about = page('About Assay', '/about')
  return [
    ...(isMac ? [appMenu([about, separator, settings])] : []),
    {
      label: '&File',
      submenu: [
        page('New run', '/runs/new', 'CmdOrCtrl+N'),
        separator,
        ...(isMac ? [] : [settings, separator]),
        { role: 'close' },
        ...(isMac ? [] : [{ role: 'quit' } as const]),
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        page('Runs', '/runs', 'CmdOrCtrl+1'),
        page('Pools', '/pools', 'CmdOrCtrl+2'),
        page('Events', '/events', 'CmdOrCtrl+3'),
        page('Models', '/models', 'CmdOrCtrl+4'),
        page('Keys', '/keys', 'CmdOrCtrl+5'),
        separator,
        key('Go to…', 'CmdOrCtrl+K', () => press('k', [isMac ? 'meta' : 'control'])),
        separator,
        { role: 'reload' },
        ...(devTools ? [{ role: 'toggleDevTools' } as const] : []),
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [key('Keyboard shortcuts', '?', () => press('?', [])), ...(isMac ? [] : [separator, about])],
    },
  ]
}

function appMenu(own: MenuItemConstructorOptions[]): MenuItemConstructorOptions {
  return {
    label: 'Assay',
    submenu: [
      ...own,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  }
}
