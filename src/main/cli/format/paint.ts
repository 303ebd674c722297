import { styleText } from 'node:util'

/** Colours for a terminal, or none. */
export interface Paint {
  dim(text: string): string
  bold(text: string): string
  good(text: string): string
  warn(text: string): string
  bad(text: string): string
}

export function paintFor(isColoured: boolean): Paint {
  const as = (style: Parameters<typeof styleText>[0]) => (text: string) =>
    isColoured ? styleText(style, text, { validateStream: false }) : text
  return { dim: as('dim'), bold: as('bold'), good: as('green'), warn: as('yellow'), bad: as('red') }
}
