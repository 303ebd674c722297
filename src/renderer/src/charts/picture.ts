export interface PictureParts {
  readonly title: string
  readonly subtitle: string | undefined
  /** The chart as SVG, `width` by `height` pixels. */
  readonly chart: string
  readonly width: number
  readonly height: number
  readonly legend: readonly { readonly label: string; readonly colour: string }[]
  readonly coverage: readonly string[]
  readonly font: string
  readonly colours: { readonly paper: string; readonly ink: string; readonly soft: string }
}

export interface Picture {
  readonly svg: string
  readonly width: number
  readonly height: number
}

const edge = 16
const line = 18
/** Width of a letter of 12 pixels, roughly and rather more. */
const letter = 6.8

/** One SVG document that stands for itself: the chart under its title and legend, over its coverage. */
export function pictureOf(parts: PictureParts): Picture {
  const { title, subtitle, chart, height, legend, coverage, font, colours } = parts
  const width = Math.max(320, parts.width) + 2 * edge
  const room = width - 2 * edge
  const texts: string[] = []
  let y = edge + 14
  const write = (text: string, look: string, x = edge) => texts.push(`<text x="${x}" y="${y}" ${look}>${escaped(text)}</text>`)
  write(title, `font-size="15" font-weight="600" fill="${escaped(colours.ink)}"`)
  const soft = `font-size="12" fill="${escaped(colours.soft)}"`
  if (subtitle !== undefined) {
    y += line
    write(subtitle, soft)
  }
  if (legend.length > 0) {
    y += line + 2
    let x = edge
    for (const { label, colour } of legend) {
      const size = 16 + label.length * letter + 14
      if (x > edge && x + size > width - edge) {
        x = edge
        y += line
      }
      texts.push(`<rect x="${x}" y="${y - 9}" width="10" height="10" rx="2" fill="${escaped(colour)}"/>`)
      write(label, soft, x + 16)
      x += size
    }
  }
  const top = y + 12
  y = top + height + 6
  for (const text of wrapped(coverage, Math.floor(room / letter))) {
    y += line
    write(text, soft)
  }
  const whole = Math.ceil(y + edge)
  return {
    width: Math.ceil(width),
    height: whole,
    svg: [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(width)}" height="${whole}" viewBox="0 0 ${Math.ceil(width)} ${whole}" font-family="${escaped(font)}">`,
      `<title>${escaped(title)}</title>`,
      `<rect width="100%" height="100%" fill="${escaped(colours.paper)}"/>`,
      ...texts,
      `<g transform="translate(${edge} ${top})">${chart}</g>`,
      '</svg>',
    ].join('\n'),
  }
}

/** Parts put together with a dot between them, into lines of at most so many letters where a part is not longer by itself. */
function wrapped(parts: readonly string[], most: number): string[] {
  const lines: string[] = []
  for (const part of parts) {
    const last = lines[lines.length - 1]
    if (last !== undefined && last.length + part.length + 3 <= most) lines[lines.length - 1] = `${last} · ${part}`
    else lines.push(part)
  }
  return lines
}

/** A name for a file: letters and digits, parted by dashes. */
export function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (mark) => marks[mark] ?? mark)
}
