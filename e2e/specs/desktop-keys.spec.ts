import { expect, test } from '../fixtures/desktop.ts'
import { callOverPort } from '../pages/raw-port.ts'

const secret = 'sk-canary-5f2b9c7714'
const given = { provider: 'openai', place: 'os', value: secret }

test('the system’s keychain keeps a key, encrypted, over a restart, and the page sees its end alone', async ({ machine }) => {
  const { app, page } = await machine.open()
  expect(await callOverPort(page, '/keys/set', given)).toMatchObject({ state: 'present', place: 'os', lastFour: '7714' })
  expect(machine.settingsFile('keychain.json')).not.toContain(secret)
  expect(machine.settingsFile('keychain.json')).toContain(
    Buffer.from(`double:${Buffer.from(secret).toString('base64')}`).toString('base64'),
  )
  await app.stop()
  const next = await machine.open()
  const { items } = Object(await callOverPort(next.page, '/keys/list'))
  expect(items).toContainEqual(expect.objectContaining({ provider: 'openai', state: 'present', place: 'os', lastFour: '7714' }))
  expect(JSON.stringify([app.records, next.app.records, items])).not.toContain(secret)
})

test('without a keyring nothing is kept until the person consents, which is remembered', async ({ machine }) => {
  const { page } = await machine.open({ keychain: 'basic_text' })
  await expect(callOverPort(page, '/keys/set', given)).rejects.toThrow(/consent/)
  expect(await callOverPort(page, '/keys/set', { ...given, consent: { accepted: true } })).toMatchObject({ state: 'present' })
  const { items } = Object(await callOverPort(page, '/keys/places'))
  expect(items).toContainEqual(
    expect.objectContaining({
      place: 'os',
      backend: 'basic_text',
      needsConsent: true,
      consent: expect.objectContaining({ by: expect.any(String) }),
    }),
  )
})
