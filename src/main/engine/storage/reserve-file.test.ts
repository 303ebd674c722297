import { existsSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../../test/builders/temporary-folder.ts'
import { reserveAt } from './reserve-file.ts'
import { reserveBytes } from './storage-error.ts'

describe('reserveAt', () => {
  it('holds real bytes back', () => {
    const file = path.join(temporaryFolder(), 'assay.reserve')
    reserveAt(file).restore()

    expect(statSync(file).size).toBe(reserveBytes)
  })

  it('leaves one that is there', () => {
    const file = path.join(temporaryFolder(), 'assay.reserve')
    writeFileSync(file, 'held back')
    reserveAt(file).restore()

    expect(statSync(file).size).toBe(9)
  })

  it('is given up once', () => {
    const file = path.join(temporaryFolder(), 'assay.reserve')
    const reserve = reserveAt(file)
    reserve.restore()

    expect([reserve.giveUp(), reserve.giveUp()]).toEqual([true, false])
    expect(existsSync(file)).toBe(false)
  })

  it('is a full disk when it cannot be written', () => {
    const reserve = reserveAt(path.join(temporaryFolder(), 'none', 'assay.reserve'))

    expect(() => reserve.restore()).toThrow(expect.objectContaining({ code: 'SQLITE_FULL' }))
  })
})
