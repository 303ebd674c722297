import { describe, expect, it } from 'vitest'
import { AppError } from '#engine/failure'
import { assertAddress } from './catalog-checks.ts'

/** What is wrong with an address, as its one issue; undefined: nothing is. */
function issueOf(baseUrl: string | null, allowInsecure = false): { path: string; message: string } | undefined {
  try {
    assertAddress({ kind: 'openai-compatible', baseUrl, allowInsecure })
    return undefined
  } catch (error) {
    if (error instanceof AppError && error.failure.code === 'INVALID_INPUT') return error.failure.issues[0]
    throw error
  }
}

describe('the address of a provider', () => {
  it.each([
    'https://api.example/v1',
    'http://localhost:8000/v1',
    'http://127.0.0.1/v1',
    'http://127.8.9.10/v1',
    'http://[::1]:8000/v1',
    'http://vllm.localhost/v1',
    'http://0x7f.1/v1',
  ])('may be %s', (baseUrl) => {
    expect(issueOf(baseUrl)).toBeUndefined()
  })
  it.each([
    'http://localhost.evil.example/v1',
    'http://127.0.0.1.evil.example/v1',
    'http://evil.example/127.0.0.1',
    'http://10.0.0.5/v1',
    'http://0.0.0.0/v1',
    'http://[::2]/v1',
    'http://[::ffff:10.0.0.5]/v1',
  ])('may be %s only with an admin’s word, for it is in clear and elsewhere', (baseUrl) => {
    expect(issueOf(baseUrl)).toMatchObject({ path: 'baseUrl', message: expect.stringMatching(/in clear/) })
    expect(issueOf(baseUrl, true)).toBeUndefined()
  })
  it.each(['https://ada:canary@api.example/v1', 'https://canary@api.example/v1', 'http://:canary@127.0.0.1/v1'])(
    'holds no user and no password, which are not repeated: %s',
    (baseUrl) => {
      expect(issueOf(baseUrl, true)).toMatchObject({ path: 'baseUrl', message: expect.not.stringContaining('canary') })
    },
  )
  it('is needed by all but the simulator', () => {
    expect(issueOf(null)).toMatchObject({ path: 'baseUrl' })
    expect(() => assertAddress({ kind: 'simulator', baseUrl: null, allowInsecure: false })).not.toThrow()
  })
})
