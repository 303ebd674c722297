import { describe, expect, it } from 'vitest'
import { openProviders } from './caller.ts'
import { json, settled, stream } from './scripted-server.ts'
import { wireOf, wires } from './wires/index.ts'

const providers = openProviders()
const plain = { deltas: ['Paris.'] }
const streamed = { parameters: { stream: true } }
const headers = {
  'x-ratelimit-limit-requests': '500',
  'x-ratelimit-remaining-requests': '499',
  'x-ratelimit-reset-requests': '120ms',
  'x-ratelimit-remaining-tokens': 'many',
}
const reported = [{ dimension: 'requests', limit: 500, remaining: 499, resetsInMs: 120 }]

/** What an answer says of the account's limits comes with every outcome that has headers. */
describe.each(wires)('$kind', (wire) => {
  it('reports limits with an answer, whole or streamed', async () => {
    providers.server.script = json(200, wire.answer(plain), headers)
    expect(await providers.call(wire)).toMatchObject({ kind: 'ANSWERED', reportedLimits: reported })
    providers.server.script = stream(wire.events(plain), headers)
    expect(await providers.call(wire, streamed)).toMatchObject({ kind: 'ANSWERED', reportedLimits: reported })
  })

  it('reports limits with a refusal, whatever it is', async () => {
    for (const status of [400, 429, 503]) {
      providers.server.script = json(status, wire.error('No.'), headers)
      expect(await providers.call(wire)).toMatchObject({ httpStatus: status, reportedLimits: reported })
    }
  })

  it('reports limits with an error inside a stream', async () => {
    providers.server.script = stream([wire.overloadEvent], headers)
    expect(await providers.call(wire, streamed)).toMatchObject({ kind: 'OVERLOADED', reportedLimits: reported })
  })

  it('reports none where none are said', async () => {
    providers.server.script = json(200, wire.answer(plain))
    expect(await providers.call(wire)).toMatchObject({ kind: 'ANSWERED', reportedLimits: undefined })
  })
})

it('counts from the end of a stream, whose headers came at its beginning', async () => {
  const wire = wireOf('openai-chat')
  const held = providers.server.held()
  const outcome = providers.call(wire, streamed)
  const response = await held
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'x-ratelimit-remaining-tokens': '7',
    'x-ratelimit-reset-tokens': '1m',
  })
  for (const event of wire.events(plain).slice(0, 2)) response.write(event)
  await settled()
  await providers.clock.advance(45_000)
  for (const event of wire.events(plain).slice(2)) response.write(event)
  response.end()
  expect(await outcome).toMatchObject({ reportedLimits: [{ dimension: 'tokens', remaining: 7, resetsInMs: 15_000 }] })
})
