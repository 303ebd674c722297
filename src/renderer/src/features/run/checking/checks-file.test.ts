import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { batchOfChecks } from './checks-file.ts'

const checks = [{ type: 'contains', value: 'Paris' }]
const read = (text: string) => parse(batchOfChecks(text).text)

describe('a file of checks', () => {
  it('is a list, or a mapping with checks, in YAML or JSON', () => {
    const texts = [
      '# capitals\n- type: contains\n  value: Paris\n',
      'checks:\n  - type: contains\n    value: Paris\npassWhen: any',
      JSON.stringify({ checks, passWhen: 'any' }, undefined, 2),
      '[{"type": "contains", "value": "Paris"}]',
    ]
    for (const text of texts) expect(read(text), text).toMatchObject({ name: 'checks', models: ['defaults'], checks })
    expect(texts.map((text) => read(text).passWhen)).toEqual([undefined, 'any', 'any', undefined])
  })

  it('may name columns, which the run has', () => {
    expect(read('- { type: contains, value: "{{ capital }} of {{country}}" }').dataset).toEqual([{ capital: 'x', country: 'x' }])
    expect(read('{ "checks": [{ "type": "equals", "value": "{{a}}" }] }').dataset).toEqual([{ a: 'x' }])
  })

  it('keeps its lines, or says how many stand before them', () => {
    expect(batchOfChecks('- type: x').linesBefore).toBe(1)
    expect(batchOfChecks('checks:\n- type: x').linesBefore).toBe(0)
    expect(batchOfChecks('checks:\n- type: x').text.split('\n')[1]).toBe('- type: x')
  })
})
