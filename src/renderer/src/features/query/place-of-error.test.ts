import { describe, expect, it } from 'vitest'
import { withPlace } from './place-of-error.ts'

const placed = (message: string, text: string) => {
  const { line, column } = withPlace({ path: 'query', message }, text)
  return line === undefined ? undefined : [line, column]
}

describe('where a question is wrong', () => {
  it.each([
    ['near "FROM": syntax error', 'SELECT model,\n  FROM call_event', [2, 3]],
    ['no such column: costs', "SELECT 'costs', -- costs\n  costs FROM call_event", [2, 3]],
    ['no such table: call_events', 'SELECT 1\nFROM call_events', [2, 6]],
    ['no such column: c.costs', 'SELECT c.costs FROM call_event c', [1, 8]],
    ['near ")": syntax error', 'SELECT (1 + ) ', [1, 13]],
  ])('%s', (message, text, place) => expect(placed(message, text)).toEqual(place))

  it('is not guessed where the name stands twice, or none is told', () => {
    expect(placed('near "a": syntax error', 'a a')).toBeUndefined()
    expect(placed('incomplete input', 'SELECT (')).toBeUndefined()
    expect(withPlace({ path: '', message: 'x', line: 4 }, 'x').line).toBe(4)
  })
})
