import { describe, expect, it } from 'vitest'
import { acknowledging } from './acknowledging.ts'
import type { ChannelEvents } from './channel.ts'

describe('a channel that acknowledges', () => {
  it('says so before anything else, then each state it has handed on, and nothing of other messages', () => {
    const crossed: string[] = []
    let events: ChannelEvents | undefined
    const heard = (what: string) => () => void crossed.push(what)
    const channel = acknowledging((given) => {
      events = given
      return { send: (text) => void crossed.push(`> ${text}`), close: heard('close') }
    })({ onOpen: heard('open'), onText: (text) => void crossed.push(`< ${text}`), onClose: heard('closed') })
    events?.onOpen()
    channel.send('call')
    events?.onText('{"i":"3","p":{"b":1}}')
    events?.onText('{"i":"3","t":3,"p":{}}')
    expect(crossed).toEqual(['> acks', 'open', '> call', '< {"i":"3","p":{"b":1}}', '< {"i":"3","t":3,"p":{}}', '> ack 3'])
  })
})
