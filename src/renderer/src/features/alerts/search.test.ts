import { expect, it } from 'vitest'
import { readAlertsSearch } from './search.ts'

it.each([
  [{ rule: 'high-spend', state: 'failed' }, { rule: 'high-spend' }],
  [{ rule: 'Not A Name', add: 'yes' }, { add: 'yes' }],
  [
    { view: 'channels', channel: 'desk', rule: 'x', add: 'yes' },
    { view: 'channels', channel: 'desk' },
  ],
  [{ view: 'channels', add: 'maybe' }, { view: 'channels' }],
  [
    { view: 'deliveries', state: 'failed', channel: 'desk' },
    { view: 'deliveries', state: 'failed' },
  ],
  [{ view: 'deliveries', state: 'lost' }, { view: 'deliveries' }],
  [{ view: 'elsewhere' }, {}],
])('an address of the alerts keeps what its view understands: %j', (search, read) => {
  expect(readAlertsSearch(search)).toEqual(read)
})
