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
  /** Series of a chart, told apart by whoever sees fewer colours, too; 3:1 on every surface a chart lies on. Never text. */
  readonly series1: string
  readonly series2: string
  readonly series3: string
  readonly series4: string
  readonly series5: string
  readonly series6: string
  readonly series7: string
  readonly series8: string
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
  series1: '#2251d3',
  series2: '#c37760',
  series3: '#0b4233',
  series4: '#9e8c1a',
  series5: '#cd377d',
  series6: '#2292d3',
  series7: '#531f7a',
  series8: '#694611',
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
  series1: '#286adc',
  series2: '#c57320',
  series3: '#6ae7a0',
  series4: '#dcd628',
  series5: '#cd378c',
  series6: '#b9d9e4',
  series7: '#b49fef',
  series8: '#956e50',
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
