import type { Message } from '#contract/batch'
import type { Notes, Place } from './notes.ts'
import type { Input } from './place-inputs.ts'
import type { CheckInput } from './suite.ts'
import { shown } from './values.ts'

/** The words of Inspect's solver `multiple_choice`, without chain of thought (inspect_ai/solver/_multiple_choice.py). */
const words = {
  one: "Answer the following multiple choice question. The entire content of your response should be of the following format: 'ANSWER: $LETTER' (without quotes) where LETTER is one of {letters}.",
  several:
    "Answer the following multiple choice question where multiple answers may be correct. The entire content of your response should be of the following format: 'ANSWER: $LETTERS' (without quotes) where LETTERS is one or more of {letters}.",
} as const

/** A list, or in a csv texts between commas or blanks; undefined: there are none. */
export function readChoices(value: unknown, place: Place, notes: Notes): string[] | undefined {
  if (value === undefined || value === null || value === '') return undefined
  const choices = Array.isArray(value) ? value.map(String) : typeof value === 'string' ? choicesIn(value) : undefined
  if (choices !== undefined && choices.length > 0 && choices.length <= 26) return choices
  notes.flaw(place, `expected a list of 1 to 26 texts, got ${choices === undefined ? shown(value) : `${choices.length}`}`)
  return undefined
}

/** The question with its choices as Inspect asks it, and a check for the letters that are right. A target may be a letter, several, or a choice in its own words. */
export function withChoices(
  input: Input,
  choices: readonly string[],
  targets: readonly string[],
  place: Place,
  notes: Notes,
): { readonly input: Input; readonly checks: readonly CheckInput[] } {
  const letters = targets.flatMap((target) => lettersOf(target, choices, place, notes))
  const wanted = [...new Set(letters)].sort()
  notes.changed({ ...place, field: 'choices' }, 'the choices are written into the question, with the words of Inspect’s multiple_choice')
  const render = (question: string) => asked(question, choices, wanted.length > 1)
  return { input: rendered(input, render), checks: wanted.length === 0 ? [] : [{ type: 'regex', pattern: patternOf(wanted), flags: 'i' }] }
}

function choicesIn(text: string): string[] {
  const listed = text.trimStart().startsWith('[') ? jsonTexts(text) : undefined
  if (listed !== undefined) return listed
  const parts = text.split(',')
  return (parts.length === 1 ? text.trim().split(/\s+/) : parts).map((part) => part.trim())
}

function jsonTexts(text: string): string[] | undefined {
  try {
    const read: unknown = JSON.parse(text)
    return Array.isArray(read) ? read.map(String) : undefined
  } catch {
    return undefined
  }
}

function lettersOf(target: string, choices: readonly string[], place: Place, notes: Notes): string[] {
  const last = letterAt(choices.length - 1)
  const compact = target.replaceAll(/[\s,]/g, '').toUpperCase()
  if (compact !== '' && [...compact].every((letter) => letter >= 'A' && letter <= last && letter.length === 1)) return [...compact]
  const said = choices.findIndex((choice) => choice.trim().toLowerCase() === target.trim().toLowerCase())
  if (said === -1) {
    notes.flaw(place, `expected a letter from A to ${last}, or one of the choices, got ${shown(target)}`)
    return []
  }
  notes.changed(place, 'the target is the letter of the choice it names')
  return [letterAt(said)]
}

function letterAt(index: number): string {
  return String.fromCharCode(65 + index)
}

function asked(question: string, choices: readonly string[], isSeveral: boolean): string {
  const letters = choices.map((_, index) => letterAt(index)).join(',')
  const lines = choices.map((choice, index) => `${letterAt(index)}) ${choice}`).join('\n')
  return `${words[isSeveral ? 'several' : 'one'].replace('{letters}', letters)}\n\n${question}\n\n${lines}`
}

/** Of a conversation the last thing the user says. */
function rendered(input: Input, render: (question: string) => string): Input {
  if (typeof input === 'string') return render(input)
  const last = input.findLastIndex(({ role }) => role === 'user')
  return input.map((message, index): Message => (index === last ? { role: message.role, content: render(message.content) } : message))
}

function patternOf(letters: readonly string[]): string {
  return `ANSWER\\s*:\\s*${letters.join('[\\s,]*')}(?![A-Za-z0-9])`
}
