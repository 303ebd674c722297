import { describe, expect, it } from 'vitest'
import { dark, light, type Palette, paletteVariables } from './tokens.ts'

const surfaces = ['paper', 'raised', 'sunken', 'hover', 'chosen'] as const
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
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
