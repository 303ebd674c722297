import type { Variables } from '#contract/batch'

type Value = Variables[string]

/**
 * Values as one text: one a line; in a text of one line they may be parted by commas instead. What reads like a number, true, false or null is that;
 * within double quotes, as in JSON, it is text, and so may be empty or hold commas and lines.
 */
export function valuesText(values: readonly Value[]): string {
  const lines = values.map((value) => (typeof value === 'string' ? lineOf(value, isPlainText) : String(value)))
  return heldApart(lines, values)
}

export function valuesOf(text: string): Value[] {
  return itemsOf(text).map((item) => quotedText(item) ?? typed(item))
}

/** As `valuesText` of texts alone: nothing in it is a number. */
export function textsText(texts: readonly string[]): string {
  const lines = texts.map((text) => lineOf(text, isOneItem))
  return heldApart(lines, texts)
}

export function textsOf(text: string): string[] {
  return itemsOf(text).map((item) => quotedText(item) ?? item)
}

/** One alone that has a comma would be read as several. */
function heldApart(lines: readonly string[], values: readonly Value[]): string {
  const [only] = lines
  return lines.length === 1 && only?.includes(',') && !only.startsWith('"') ? JSON.stringify(values[0]) : lines.join('\n')
}

function lineOf(text: string, isPlain: (text: string) => boolean): string {
  return isPlain(text) ? text : JSON.stringify(text)
}

function isPlainText(text: string): boolean {
  return isOneItem(text) && typed(text) === text
}

function isOneItem(text: string): boolean {
  return text !== '' && text === text.trim() && !/[\n\r]/.test(text) && !text.startsWith('"')
}

function itemsOf(text: string): string[] {
  const lines = trimmed(text.split(/\r?\n/))
  const [only] = lines
  return lines.length === 1 && only !== undefined ? trimmed(partsOf(only)) : lines
}

/** Parted at commas that stand in no quotes. */
function partsOf(line: string): string[] {
  return line.match(/(?:"(?:\\.|[^"\\])*"(?=\s*(?:,|$))|[^,])+/g) ?? []
}

function trimmed(texts: readonly string[]): string[] {
  return texts.map((text) => text.trim()).filter((text) => text !== '')
}

function quotedText(item: string): string | undefined {
  if (!item.startsWith('"') || !item.endsWith('"') || item.length < 2) return undefined
  try {
    const value: unknown = JSON.parse(item)
    return typeof value === 'string' ? value : undefined
  } catch {
    return undefined
  }
}

/** A number only where it is written as numbers are: `007` and `1.50` stay text. */
function typed(item: string): Value {
  if (item === 'true' || item === 'false') return item === 'true'
  if (item === 'null') return null
  const number = Number(item)
  return Number.isFinite(number) && String(number) === item ? number : item
}
