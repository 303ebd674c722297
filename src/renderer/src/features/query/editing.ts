/** A tab in the editor. */
const indent = '  '

/** What a field holds, and what of it is marked. */
export interface Marked {
  readonly text: string
  readonly from: number
  readonly to: number
}

/** A part of a text that becomes another, and what is marked then. */
export interface Edit {
  readonly from: number
  readonly to: number
  readonly insert: string
  readonly mark: readonly [from: number, to: number]
}

/** What Tab does: spaces at the caret, or before every line that is marked; with Shift they are taken away. undefined: nothing. */
export function tabEdit({ text, from, to }: Marked, isBack: boolean): Edit | undefined {
  if (from === to && !isBack) return { from, to, insert: indent, mark: [from + indent.length, from + indent.length] }
  const begin = text.lastIndexOf('\n', from - 1) + 1
  const end = Math.max(from, to > from && text[to - 1] === '\n' ? to - 1 : to)
  const lines = text.slice(begin, end).split('\n')
  const moved = lines.map((line) => (isBack ? line.replace(/^ {1,2}/, '') : `${indent}${line}`))
  const first = (moved[0]?.length ?? 0) - (lines[0]?.length ?? 0)
  const insert = moved.join('\n')
  const change = insert.length - (end - begin)
  if (change === 0) return undefined
  return { from: begin, to: end, insert, mark: [Math.max(begin, from + first), Math.max(begin, to + change)] }
}

/** A name where the caret is, parted from the words around it. */
export function nameEdit({ text, from, to }: Marked, name: string): Edit {
  const before = from > 0 && /[\w"),]/.test(text[from - 1] ?? '') ? ' ' : ''
  const after = to < text.length && /[\w"(]/.test(text[to] ?? '') ? ' ' : ''
  const insert = `${before}${quoted(name)}${after}`
  return { from, to, insert, mark: [from + insert.length, from + insert.length] }
}

/** A name as SQL takes it. */
export function quoted(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`
}
