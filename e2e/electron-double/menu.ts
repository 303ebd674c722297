import type * as Electron from 'electron'
import { record } from './record.ts'
import { strict } from './strict.ts'

type Template = Electron.MenuItemConstructorOptions[]

let shown: Template = []

/** What a person can read in the menu: label or role, and the shortcut. */
const outline = (items: Template): unknown[] =>
  items.map(({ label, role, type, accelerator, submenu }) => ({
    label,
    role,
    type,
    accelerator,
    ...(Array.isArray(submenu) ? { items: outline(submenu) } : {}),
  }))

export const Menu = strict('Menu', {
  buildFromTemplate: (template: Template) => ({ template }),
  setApplicationMenu(menu: { readonly template: Template }) {
    shown = menu.template
    record('menu', { items: outline(shown) })
  },
})

/** A person chooses an item, by its label. */
export function chooseFromMenu(label: string, items: Template = shown): boolean {
  return items.some((item) => {
    if (item.label === label && item.click !== undefined) {
      Reflect.apply(item.click, undefined, [])
      return true
    }
    return Array.isArray(item.submenu) && chooseFromMenu(label, item.submenu)
  })
}
