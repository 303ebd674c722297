const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 })

/** `1,234`. A dash where there is none. */
export function formatCount(count: number | null | undefined): string {
  return count === null || count === undefined ? '–' : whole.format(count)
}

/** Tokens and other large counts: `950`, `12.3K`, `1.2M`. */
export function formatShort(count: number | null | undefined): string {
  return count === null || count === undefined ? '–' : short.format(count)
}

/** `1 probe`, `3 probes`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${whole.format(count)} ${count === 1 ? one : many}`
}

/** A share from 0 to 1: `12 %`; below one and not nothing, or almost all, it says so: `<1 %`, `>99 %`. */
export function formatShare(share: number | null | undefined): string {
  if (share === null || share === undefined || Number.isNaN(share)) return '–'
  if (share > 0 && share < 0.01) return '<1 %'
  if (share < 1 && share > 0.99) return '>99 %'
  return `${Math.round(share * 100)} %`
}

const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** `812 B`, `1.5 KiB`, `16 MiB`. */
export function formatBytes(bytes: number): string {
  let [value, unit] = [bytes, 0]
  while (value >= 1024 && unit < byteUnits.length - 1) {
    value /= 1024
    unit += 1
  }
  return `${value >= 10 || unit === 0 ? Math.round(value) : value.toFixed(1).replace(/\.0$/, '')} ${byteUnits[unit]}`
}
