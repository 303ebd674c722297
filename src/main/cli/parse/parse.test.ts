import type { ArgsDef } from 'citty'
import { describe, expect, it } from 'vitest'
import { ModelRef } from '#contract/ids'
import { UsageError } from '../errors.ts'
import { checkArgs } from './check-args.ts'
import { didYouMean, nearest } from './did-you-mean.ts'
import { type CommandGroup, findCommand } from './find-command.ts'
import { readRate } from './read-rate.ts'
import { readAs, readCount, readInstant, readLimit, readOnOff, readUsd } from './read-values.ts'

const args = {
  file: { type: 'positional', description: 'A file.' },
  budget: { type: 'string', description: 'Dollars.' },
  yes: { type: 'boolean' },
  mode: { type: 'enum', options: ['hold', 'resend'], description: 'A mode.' },
} as const satisfies ArgsDef
const check = (...typed: string[]) => checkArgs('assay run', typed, args)

describe('checkArgs', () => {
  it('takes what is known', () => {
    check('a.yaml', '--budget', '1', '--yes', '--mode=hold')
    check('--', '-odd-name.yaml')
  })
  it('names an unknown flag and the one that was meant', () => {
    expect(() => check('a.yaml', '--buget', '1')).toThrow('assay run knows no --buget. Did you mean --budget?')
    expect(() => check('a.yaml', '-x')).toThrow('assay run knows no -x.')
  })
  it('asks for a value that is missing', () => expect(() => check('a.yaml', '--budget')).toThrow('--budget needs a value: Dollars.'))
  it('takes a negative number for a value, not for a flag', () => check('a.yaml', '--budget', '-1'))
  it('refuses a word that is not one of the choice', () => {
    expect(() => check('a.yaml', '--mode', 'resent')).toThrow('--mode is one of hold, resend; got "resent". Did you mean resend?')
  })
  it('asks for a positional argument that is missing', () => expect(() => check('--yes')).toThrow('assay run needs FILE: A file.'))
  it('refuses an argument too many', () => expect(() => check('a', 'b')).toThrow('assay run does not take "b" as well.'))
})

describe('findCommand', () => {
  const leaf = { summary: '', load: () => Promise.reject(new Error('not loaded')) }
  const tree: CommandGroup = {
    ...{ name: 'assay', summary: '' },
    commands: [
      { name: 'run', ...leaf },
      { name: 'runs', summary: '', commands: [{ name: 'list', ...leaf }] },
    ],
  }
  it('walks to the command and keeps the rest', () => {
    expect(findCommand(tree, ['runs', 'list', '--limit', '5'])).toMatchObject({ path: 'assay runs list', rest: ['--limit', '5'] })
  })
  it('lets the workspace stand in front', () => {
    expect(findCommand(tree, ['--workspace', 'run', 'runs', 'list'])).toMatchObject({
      path: 'assay runs list',
      rest: ['--workspace', 'run'],
    })
  })
  it('names the command that was meant', () => {
    expect(() => findCommand(tree, ['rusn'])).toThrow('There is no "assay rusn". Did you mean assay run?')
    expect(() => findCommand(tree, ['runs', 'lst'])).toThrow('There is no "assay runs lst". Did you mean assay runs list?')
  })
})

describe('nearest', () => {
  it('finds nothing for a word that is far from all', () => expect(nearest('frobnicate', ['run', 'runs', 'quote'])).toBeUndefined())
  it('is silent when there is nothing', () => expect(didYouMean('x', [])).toBe(''))
})

describe('values', () => {
  it('reads days and instants in UTC', () => {
    expect([readInstant('--from', '2026-11-21'), readInstant('--from', '2026-11-21T10:30')]).toEqual([
      Date.parse('2026-11-21T00:00Z'),
      Date.parse('2026-11-21T10:30Z'),
    ])
    expect(readInstant('--from', '2026-11-21T10:30:15.5+02:00')).toBe(Date.parse('2026-11-21T08:30:15.500Z'))
  })
  it.each(['yesterday', '2026-13-01', '2026-02-30', '2026-11-21 10:30', '1969-12-31'])('refuses %s as an instant', (text) => {
    expect(() => readInstant('--from', text)).toThrow(UsageError)
  })
  it('reads whole numbers within bounds', () => {
    expect(readCount('--limit', '500', { min: 1, max: 500 })).toBe(500)
    for (const text of ['0', '501', '1.5', '-1', '1e2', ''])
      expect(() => readCount('--limit', text, { min: 1, max: 500 })).toThrow(UsageError)
  })
  it('reads none as no limit', () =>
    expect([readLimit('--rpm', 'none'), readLimit('--rpm', '5'), readLimit('--rpm', undefined)]).toEqual([null, 5, undefined]))
  it('refuses a negative budget', () => expect(() => readUsd('--budget', '-1')).toThrow(/--budget: .* not negative .*; got "-1"/))
  it('reads on and off', () => {
    expect([readOnOff('--x', 'on'), readOnOff('--x', 'off'), readOnOff('--x', undefined)]).toEqual([true, false, undefined])
    expect(() => readOnOff('--x', 'yes')).toThrow(UsageError)
  })
  it('names the argument that does not fit its schema', () =>
    expect(() => readAs(ModelRef, 'REF', 'gpt')).toThrow('REF: expected provider/model; got "gpt".'))
  it('reads prices exactly, and keeps unknown apart from free', () => {
    expect(['0.25', '15', '0.000001', '0', 'unknown', undefined].map((text) => readRate('--input', text))).toEqual([
      250_000,
      15_000_000,
      1,
      0,
      null,
      undefined,
    ])
    for (const text of ['-1', '0.0000001', '1e3', '.5']) expect(() => readRate('--input', text)).toThrow(UsageError)
  })
})
