import { describe, expect, it } from 'vitest'
import { dark, light, type Palette, paletteVariables } from './tokens.ts'

const surfaces = ['paper', 'raised', 'sunken', 'hover', 'chosen'] as const
type Light = readonly [red: number, green: number, blue: number]

/** How colours are seen by those who lack one kind of cone. Source: Machado, Oliveira, Fernandes 2009, at full severity. */
const sights = {
  ordinary: (light: Light) => light,
  'red-blind': through([
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ]),
  'green-blind': through([
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ]),
  'blue-blind': through([
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ]),
} as const
const texts = ['ink', 'inkSoft', 'inkFaint', 'brass', 'going', 'good', 'waiting', 'bad', 'doubt'] as const

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s palette', (_name, palette) => {
  it('keeps 4.5:1 for every text on every surface', () => {
    const faint = surfaces.flatMap((surface) =>
      texts.filter((text) => contrast(palette[text], palette[surface]) < 4.5).map((text) => `${text} on ${surface}`),
    )
    expect(faint).toEqual([])
  })

  it('keeps 4.5:1 for the text of an action, and 3:1 for the edge of what can be typed into', () => {
    expect(contrast(palette.onAction, palette.action)).toBeGreaterThan(4.5)
    expect(contrast(palette.onAction, palette.actionHover)).toBeGreaterThan(4.5)
    expect(contrast(palette.edge, palette.paper)).toBeGreaterThan(3)
  })

  it('keeps 3:1 for every series of a chart on what charts lie on', () => {
    const faint = seriesOf(palette).flatMap((colour) =>
      [palette.paper, palette.raised, palette.sunken]
        .filter((surface) => contrast(colour, surface) < 3)
        .map((surface) => `${colour} on ${surface}`),
    )
    expect(faint).toEqual([])
  })

  it.each(Object.entries(sights))('keeps any two series of a chart apart for %s sight', (_sight, sight) => {
    const seen = seriesOf(palette).map((colour) => lab(sight(linear(colour))))
    const apart = seen.flatMap((one, index) =>
      seen.slice(index + 1).map((other) => Math.hypot(...one.map((part, at) => part - (other[at] ?? 0)))),
    )
    expect(apart).toHaveLength(28)
    expect(Math.min(...apart)).toBeGreaterThan(20)
  })
})

it('both palettes become the same variables', () => {
  const names = (palette: Palette) => Object.keys(paletteVariables(palette))
  expect(names(light)).toEqual(names(dark))
  expect(names(light)).toContain('--ink-soft')
})

/** Source: WCAG 2.2, relative luminance and contrast ratio. */
function contrast(a: string, b: string): number {
  const [lighter, darker] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05)
}

function luminance(hex: string): number {
  const [red, green, blue] = linear(hex)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function seriesOf({ series1, series2, series3, series4, series5, series6, series7, series8 }: Palette): string[] {
  return [series1, series2, series3, series4, series5, series6, series7, series8]
}

function linear(hex: string): Light {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return [red, green, blue]
}

function through(matrix: readonly Light[]): (light: Light) => Light {
  return (light) => {
    const [red = 0, green = 0, blue = 0] = matrix.map((row) =>
      Math.min(1, Math.max(0, row[0] * light[0] + row[1] * light[1] + row[2] * light[2])),
    )
    return [red, green, blue]
  }
}

/** Source: CIE 1976 L*a*b* under D65. */
function lab([red, green, blue]: Light): Light {
  const bent = (share: number) => (share > 0.008856 ? Math.cbrt(share) : 7.787 * share + 16 / 116)
  const x = bent((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047)
  const y = bent(0.2126 * red + 0.7152 * green + 0.0722 * blue)
  const z = bent((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}
