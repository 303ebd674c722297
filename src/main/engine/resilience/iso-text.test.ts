import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { isoText } from './iso-text.ts'

describe('isoText', () => {
  test.prop([fc.integer({ min: 0, max: 253_402_300_799_999 })])('writes an instant as the calendar has it', (atMs) => {
    expect(isoText(atMs)).toBe(new Date(atMs).toISOString())
  })
})
