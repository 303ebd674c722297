import type { ReactNode } from 'react'

/** Drawn for this window: 16 by 16, strokes of 1.25, ends open. They say nothing to a screen reader; what they stand beside does. */
function Icon({ children, size = 16 }: { readonly children: ReactNode; readonly size?: number | undefined }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.25"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {children}
    </svg>
  )
}

const shapes = {
  runs: 'M2.5 4h6M2.5 8h11M2.5 12h8',
  pools: 'M2 3.5h12v9H2zM6 3.5v9M10 3.5v9',
  inbox: 'M2 9.5 4 3h8l2 6.5v3.5H2zM2 9.5h3.5l1 1.5h3l1-1.5H14',
  costs: 'M2.5 13.5h11M4 13.5V9M7 13.5V4.5M10 13.5V7M13 13.5V2.5',
  models: 'M8 1.8 13.5 5v6L8 14.2 2.5 11V5zM2.5 5 8 8.2 13.5 5M8 8.2v6',
  providers: 'M4.5 12.5a3 3 0 0 1-.3-6A4 4 0 0 1 12 7.2a2.7 2.7 0 0 1-.5 5.3z',
  history: 'M2.6 6.5A5.7 5.7 0 1 1 2.4 9M2.5 3.2v3.4h3.4M8 5v3.2l2.2 1.3',
  keys: 'M7.6 8.4A3.2 3.2 0 1 0 5.3 10.7M7.6 8.4 13.5 2.5M11 5l2 2M9.2 6.8l1.4 1.4',
  import: 'M8 2v7.5M5 6.8 8 9.8l3-3M2.5 10.5v3h11v-3',
  settings: 'M2.5 4.5h7M12.5 4.5h1M2.5 11.5h1M6.5 11.5h7M11 3v3M5 10v3',
  about: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.3V11M8 5v.1',
  ledger: 'M3 2.5h10v11H3zM6 2.5v11M8 5.5h3M8 8h3M8 10.5h3',
  monitor: 'M1.8 8.5h3l1.7-5 2.7 9 1.8-4h3.2',
  alerts: 'M8 2.2a3.8 3.8 0 0 0-3.8 3.8c0 3.4-1.4 4.6-1.4 5.2h10.4c0-.6-1.4-1.8-1.4-5.2A3.8 3.8 0 0 0 8 2.2zM6.6 13.4h2.8',
  reports: 'M4 1.8h5.2L12.5 5v9.2H4zM9 2v3.2h3.3M6.3 11.5V9.3M8.3 11.5V7.6M10.2 11.5v-1.4',
  query: 'M2 3h12v10H2zM4.5 6l2 2-2 2M8 10.5h3.5',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3 14 14',
  plus: 'M8 3v10M3 8h10',
  close: 'm4 4 8 8M12 4l-8 8',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  play: 'M5 3.2v9.6l7.5-4.8z',
  stop: 'M4 4h8v8H4z',
  retry: 'M13 8a5 5 0 1 1-1.6-3.7M13 2.5v2.8h-2.8',
  skip: 'M4 3.5v9L10 8zM12 3.5v9',
  copy: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z',
  check: 'm3 8.5 3.3 3.3L13 4.5',
  alert: 'M8 2 14.5 13.5h-13zM8 6.5v3.2M8 11.7v.1',
  download: 'M8 2.5v7.5M5 7.3 8 10.3l3-3M3 13.5h10',
  table: 'M2 3h12v10H2zM2 6.3h12M2 9.6h12M6.5 6.3V13',
  chart: 'M2.5 2.5v11h11M5.5 11V8M8.5 11V4.5M11.5 11V6.5',
  up: 'm4.5 9.5 3.5-4 3.5 4',
  down: 'm4.5 6.5 3.5 4 3.5-4',
  right: 'm6.5 4.5 4 3.5-4 3.5',
  left: 'm9.5 4.5-4 3.5 4 3.5',
  file: 'M4 1.8h5.2L12.5 5v9.2H4zM9 2v3.2h3.3',
  filter: 'M2 3.5h12L9.5 9v4l-3-1.5V9z',
  more: 'M3.5 8v.01M8 8v.01M12.5 8v.01',
  edit: 'm3 13 .7-2.8L11 3l2 2-7.2 7.3z',
  trash: 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.6 9h5.8l.6-9',
  sun: 'M8 10.7a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4zM8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9',
  moon: 'M13 9.6A5.6 5.6 0 0 1 6.4 3a5.6 5.6 0 1 0 6.6 6.6z',
  system: 'M2 3h12v8H2zM6 14h4M8 11v3',
  compare: 'M2.5 3h4.5v10H2.5zM9 3h4.5v10H9zM4.2 6h1.2M4.2 8.5h1.2M10.7 6h1.2',
  swap: 'M3 5.5h9.5M10 3l2.5 2.5L10 8M13 10.5H3.5M6 8 3.5 10.5 6 13',
  keyboard: 'M1.8 4h12.4v8H1.8zM4.3 6.5v.01M6.8 6.5v.01M9.3 6.5v.01M11.8 6.5v.01M5 9.5h6',
} as const
export type IconName = keyof typeof shapes

export function Glyph({ name, size }: { readonly name: IconName; readonly size?: number }) {
  return (
    <Icon size={size}>
      <path d={shapes[name]} />
    </Icon>
  )
}

/** The mark: three streaks on a touchstone, as metals are compared; also bars of a measurement. */
export function Mark({ size = 20 }: { readonly size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 32 32">
      <path d="M8.5 2.5h15l6 6v15l-6 6h-15l-6-6v-15z" fill="#26231f" stroke="#4a443c" />
      <path d="M10 23.5 20.5 6M15 25 23 11.7M20.5 25.2l4-6.6" stroke="#e0b84f" strokeWidth="2.6" strokeLinecap="round" fill="none" />
    </svg>
  )
}
