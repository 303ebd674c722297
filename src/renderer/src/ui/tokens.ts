/**
 * The look, in one place: ink on paper, hairlines, and colour where it tells a state.
 * Pairs that carry text keep 4.5:1 on every surface of their scheme (tokens.test.ts).
 */
export interface Palette {
  /** Surfaces: the page, what lies on it (menus, drawers), what is let into it (heads of tables, code). */
  readonly paper: string
  readonly raised: string
  readonly sunken: string
  /** A row under the pointer, and the one that is chosen. */
  readonly hover: string
  readonly chosen: string
  /** Hairlines, and the edges of what can be typed into. */
  readonly rule: string
  readonly edge: string
  /** Text: what is read, what explains it, what may be passed over. */
  readonly ink: string
  readonly inkSoft: string
  readonly inkFaint: string
  /** The one action of a page, and the text on it. */
  readonly action: string
  readonly actionHover: string
  readonly onAction: string
  /** The mark of this house: where one is, what has the focus. */
  readonly brass: string
  /** States. `doubt` is what may or may not have happened. */
  readonly going: string
  readonly good: string
  readonly waiting: string
  readonly bad: string
  readonly doubt: string
}

export const light: Palette = {
  paper: '#fbfaf8',
  raised: '#ffffff',
  sunken: '#f4f2ee',
  hover: '#f4f2ee',
  chosen: '#eee8d9',
  rule: '#e5e1da',
  edge: '#8c857b',
  ink: '#1c1a17',
  inkSoft: '#55504a',
  inkFaint: '#6a645c',
  action: '#26231f',
  actionHover: '#3b3732',
  onAction: '#fbfaf8',
  brass: '#85600f',
  going: '#1d5a9e',
  good: '#1f6638',
  waiting: '#855400',
  bad: '#ad231b',
  doubt: '#65449f',
}

export const dark: Palette = {
  paper: '#161513',
  raised: '#1f1d1a',
  sunken: '#1b1917',
  hover: '#1f1d1a',
  chosen: '#332c1c',
  rule: '#2f2c28',
  edge: '#7d766c',
  ink: '#ebe7e0',
  inkSoft: '#b8b2a8',
  inkFaint: '#9c958a',
  action: '#ebe7e0',
  actionHover: '#d5d0c7',
  onAction: '#161513',
  brass: '#d9b45b',
  going: '#82b6f0',
  good: '#74c690',
  waiting: '#e2ae54',
  bad: '#f28e83',
  doubt: '#bfa8ec',
}

/** What does not change with the scheme. Units: pixels. */
export const measures = {
  rowHeight: 32,
  headHeight: 30,
  navWidth: 168,
  navWidthSlim: 48,
  statusHeight: 26,
} as const

export const fonts = {
  text: "'Inter', 'Segoe UI Variable Text', 'Segoe UI', -apple-system, BlinkMacSystemFont, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', sans-serif",
  code: "'JetBrains Mono', 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'Liberation Mono', 'DejaVu Sans Mono', monospace",
} as const

/** `--inkSoft` of a palette as the CSS variable `--ink-soft`. */
export function paletteVariables(palette: Palette): Record<string, string> {
  return Object.fromEntries(
    Object.entries(palette).map(([name, value]) => [`--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value]),
  )
}
