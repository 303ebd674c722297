/** What stands for a quote where JSON is written: itself, or two of them within a cell of CSV. */
export type Quote = '"' | '""'

/** JSON that is written when its format is known: to write it first and to double its quotes then takes thrice as long. */
export interface JsonCell {
  text(quote: Quote): string
}

type JsonValue = string | number | boolean | null | JsonCell

/** Objects of the same members, in their order: what each holds is read of `From`. */
export function jsonObject<From>(members: Readonly<Record<string, (from: From) => JsonValue>>): (from: From) => JsonCell {
  const parts = (quote: Quote) =>
    Object.entries(members).map(([name, read], at) => ({ begin: `${at === 0 ? '{' : ','}${quote}${name}${quote}:`, read }))
  const partsOf = { '"': parts('"'), '""': parts('""') }
  const textOf = (from: From, quote: Quote): string => {
    let text = ''
    for (const { begin, read } of partsOf[quote]) text += begin + valueText(read(from), quote)
    return `${text}}`
  }
  return (from) => ({ text: (quote) => textOf(from, quote) })
}

/** What is JSON already. */
export function jsonText(text: string): JsonCell {
  return { text: (quote) => (quote === '"' ? text : text.replaceAll('"', quote)) }
}

/** What JSON writes as it stands: no quote, backslash or control, and no half of a character. */
const isPlain = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/

function valueText(value: JsonValue, quote: Quote): string {
  if (typeof value === 'string') return isPlain.test(value) ? quote + value + quote : jsonText(JSON.stringify(value)).text(quote)
  return typeof value === 'object' && value !== null ? value.text(quote) : String(value)
}
