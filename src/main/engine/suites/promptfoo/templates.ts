import { escapePlaceholders } from '#contract/placeholders'
import type { Notes } from '../notes.ts'
import type { Spot } from '../spot.ts'
import { columnName, shown } from '../values.ts'

/** What Nunjucks would act on: a value, a statement, a comment. Bounded, so that braces that never end cost nothing. */
const construct = /\{\{-?([^{}]{0,500}?)-?\}\}|\{%[^%]{0,2000}%\}|\{#[^#]{0,2000}#\}/g

const plainName = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/

/** A template of promptfoo in our form. Plain names stand for a column; filters, statements and the environment are noted by their line, and stand as they are written. */
export function fromNunjucks(text: string, spot: Spot, notes: Notes): string {
  return text.replaceAll(construct, (written: string, inner: string | undefined, offset: number) => {
    const place = spot.within(text, offset)
    const name = inner?.trim()
    if (written.startsWith('{#')) {
      notes.changed(place, `a comment is left out: ${shown(written)}`)
      return ''
    }
    if (name !== undefined && plainName.test(name) && !name.startsWith('env.')) return `{{${columnName(name)}}}`
    notes.lost(place, `${shown(written)} is sent as it stands: of Nunjucks plain names alone are filled in`)
    return escapePlaceholders(written)
  })
}

/** Whether Nunjucks would act on something in it. */
export function hasTemplate(text: string): boolean {
  return /\{[{%]/.test(text)
}
