/** A share, to the tenth of a percent; a dash where there is none. Never `100.0 %` of what is not all. */
export function percent(ratio: number | null): string {
  if (ratio === null) return '–'
  const tenths = Math.round(ratio * 1000)
  if (tenths === 1000 && ratio < 1) return '99.9 %'
  return `${(tenths / 10).toFixed(1)} %`
}
