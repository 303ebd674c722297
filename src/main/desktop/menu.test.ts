import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { menuTemplate } from './menu.ts'

const platforms = ['linux', 'win32', 'darwin'] as const

function menuOf(platform: NodeJS.Platform, devTools = false) {
  const done: unknown[] = []
  const template = menuTemplate(
    { platform, devTools },
    { go: (route) => done.push(route), press: (key, modifiers) => done.push([...modifiers, key].join('+')) },
  )
  const items = flat(template)
  const choose = (label: string) => {
    const item = items.find((each) => each.label === label)
    if (item?.click !== undefined) Reflect.apply(item.click, undefined, [])
    return done.at(-1)
  }
  return { items, choose, labels: items.map(({ label }) => label), roles: items.map(({ role }) => role) }
}

function flat(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])])
}

describe.each(platforms)('the menu on %s', (platform) => {
  it('gives no shortcut twice', () => {
    const shortcuts = menuOf(platform).items.flatMap(({ accelerator }) => (accelerator === undefined ? [] : [accelerator]))
    expect(shortcuts.length).toBeGreaterThan(6)
    expect(new Set(shortcuts).size).toBe(shortcuts.length)
  })

  it('leads to every page', () => {
    const { choose } = menuOf(platform)
    const led = ['New run', 'Runs', 'Pools', 'Events', 'Models', 'Keys', 'Settings', 'About Assay'].map(choose)
    expect(led).toEqual(['/runs/new', '/runs', '/pools', '/events', '/models', '/keys', '/settings', '/about'])
  })

  it('presses the keys that the page listens to, and leaves hearing them to the page', () => {
    const { choose, items } = menuOf(platform)
    expect(choose('Go to…')).toBe(platform === 'darwin' ? 'meta+k' : 'control+k')
    expect(choose('Keyboard shortcuts')).toBe('?')
    expect(items.filter(({ registerAccelerator }) => registerAccelerator === false).map(({ label }) => label)).toEqual([
      'Go to…',
      'Keyboard shortcuts',
    ])
  })

  it('can quit, copy and paste', () => {
    expect(menuOf(platform).roles).toEqual(expect.arrayContaining(['quit', 'editMenu']))
  })

  it('shows developer tools in a clone alone', () => {
    expect(menuOf(platform, false).roles).not.toContain('toggleDevTools')
    expect(menuOf(platform, true).roles).toContain('toggleDevTools')
  })
})

it('has the app’s own menu on a Mac, and there alone', () => {
  expect(platforms.map((platform) => menuOf(platform).labels.includes('Assay'))).toEqual([false, false, true])
})
