import { stripVTControlCharacters } from 'node:util'

/** Text that came from outside, fit for a terminal: one line, without control characters that could move the cursor or hide text. */
export function plain(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
}

/** Columns that text takes up on a terminal: colours none, marks none, wide scripts and emoji two. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of stripVTControlCharacters(text)) width += isMark(character) ? 0 : isWide(character) ? 2 : 1
  return width
}

/** Shortened to so many columns, in the middle: the ends of a model's name tell most. */
export function shorten(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  const characters = [...text]
  const keep = Math.max(0, width - 1)
  return `${characters.slice(0, Math.ceil(keep / 2)).join('')}…${characters.slice(characters.length - Math.floor(keep / 2)).join('')}`
}

/** Lines of at most `width` columns, broken at spaces. */
export function wrap(text: string, width: number, indent = ''): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width - indent.length) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].map((each) => indent + each).join('\n')
}

function isMark(character: string): boolean {
  return /[\p{Mn}\p{Me}\p{Cf}]/u.test(character)
}

function isWide(character: string): boolean {
  return /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60]/u.test(
    character,
  )
}
