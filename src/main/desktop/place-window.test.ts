import { fc, it as property } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { canBeGripped, placeWindow, type Rectangle, windowPolicy } from './place-window.ts'

const laptop = { x: 0, y: 25, width: 1440, height: 875 }
const beside = { x: 1440, y: 0, width: 2560, height: 1415 }

describe('placeWindow', () => {
  it('centres the first window on the main display', () => {
    expect(placeWindow(undefined, [laptop, beside])).toEqual({ x: 40, y: 32, width: 1360, height: 860 })
  })

  it('leaves a window where it was', () => {
    const saved = { x: 1600, y: 100, width: 1800, height: 1000 }
    expect(placeWindow(saved, [laptop, beside])).toEqual(saved)
  })

  it('leaves a window that hangs over an edge, where it can be gripped', () => {
    const saved = { x: -900, y: 400, width: 1100, height: 800 }
    expect(placeWindow(saved, [laptop])).toEqual(saved)
  })

  it('centres a window whose display is gone', () => {
    expect(placeWindow({ x: 1600, y: 100, width: 1000, height: 600 }, [laptop])).toEqual({ x: 220, y: 162, width: 1000, height: 600 })
  })

  it('centres a window whose title bar lies above every display', () => {
    expect(placeWindow({ x: 100, y: -200, width: 1000, height: 600 }, [laptop])).toMatchObject({ x: 220, y: 162 })
  })

  it('makes a window no larger than the display it is centred on', () => {
    expect(placeWindow({ x: 1600, y: 100, width: 2400, height: 1300 }, [laptop])).toEqual(laptop)
  })

  it('opens a window as it was where no display is known', () => {
    const saved = { x: 5, y: 6, width: 900, height: 700 }
    expect(placeWindow(saved, [])).toEqual(saved)
  })
})

const place = fc.integer({ min: -6000, max: 6000 })
const rectangle = (least: number) =>
  fc.record({ x: place, y: place, width: fc.integer({ min: least, max: 5000 }), height: fc.integer({ min: least, max: 5000 }) })
/** As desks have them: none over another. */
const displays = fc
  .array(
    fc.record({ gap: fc.nat(200), y: place, width: fc.integer({ min: 320, max: 5000 }), height: fc.integer({ min: 320, max: 5000 }) }),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((parts) =>
    parts.map(({ gap, ...display }, at) => ({ ...display, x: parts.slice(0, at).reduce((sum, part) => sum + part.gap + part.width, gap) })),
  )

describe('placeWindow, whatever was saved and whatever displays there are', () => {
  property.prop([fc.option(rectangle(1), { nil: undefined }), displays])('opens a window that can be gripped', (saved, there) => {
    expect(canBeGripped(placeWindow(saved, there), there)).toBe(true)
  })

  property.prop([fc.option(rectangle(1), { nil: undefined }), displays])('opens no window larger than a display', (saved, there) => {
    const { width, height } = placeWindow(saved, there)
    expect(there.some((display) => width <= display.width && height <= display.height)).toBe(true)
  })

  property.prop([displays.chain((there) => fc.tuple(fc.constant(there), inside(there)))])(
    'leaves what lies within one display',
    ([there, saved]) => {
      expect(placeWindow(saved, there)).toEqual(saved)
    },
  )
})

/** A rectangle within the first display, at least as large as the smallest window where there is room. */
function inside([display]: readonly Rectangle[]): fc.Arbitrary<Rectangle> {
  if (display === undefined) throw new Error('no display')
  const least = {
    width: Math.min(windowPolicy.smallest.width, display.width),
    height: Math.min(windowPolicy.smallest.height, display.height),
  }
  return fc
    .record({ width: fc.integer({ min: least.width, max: display.width }), height: fc.integer({ min: least.height, max: display.height }) })
    .chain(({ width, height }) =>
      fc.record({
        x: fc.integer({ min: display.x, max: display.x + display.width - width }),
        y: fc.integer({ min: display.y, max: display.y + display.height - height }),
        width: fc.constant(width),
        height: fc.constant(height),
      }),
    )
}
