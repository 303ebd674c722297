import { expect, it } from 'vitest'
import { json } from '../providers/scripted-server.ts'
import { wireOf } from '../providers/wires/index.ts'
import { describeFaults, type FaultCase, faultCases } from './describe-faults.ts'
import { triedFiveTimes } from './fault.ts'
import { always } from './wire-engine.ts'

const choice = {
  index: 0,
  message: { role: 'assistant', content: '' },
  finish_reason: 'error',
  error: { code: 502, message: 'Upstream broke.', metadata: { provider_name: 'X' } },
}

const insideAChoice: FaultCase = {
  name: 'an error inside a choice of a 200',
  how: 'plain',
  script: () => always(json(200, { id: 'gen-1', model: 'm', choices: [choice] })),
  expected: triedFiveTimes('SERVER_ERROR', 'none'),
}

describeFaults(wireOf('openai-compatible'), [insideAChoice])

it('is the last of 141 cases', () => {
  const formats = ['openai-chat', 'openai', 'anthropic', 'google'].map(wireOf)
  expect(formats.length * faultCases.length + 1).toBe(141)
})
