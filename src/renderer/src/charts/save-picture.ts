import { pictureOf, slugOf } from './picture.ts'
import { saveFile } from './save-file.ts'

/** What a drawing looks like: everything that a style sheet may have said of it. */
const looks = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
] as const

/** Pixels of the PNG for one of the page. */
const scale = 2

/** Saves the chart in `body` with its title, legend and coverage, in the colours it is seen in. */
export async function savePicture(
  body: HTMLElement,
  words: { readonly title: string; readonly subtitle: string | undefined },
  format: 'png' | 'svg',
): Promise<void> {
  const drawn = body.querySelector<SVGSVGElement>('.recharts-wrapper > svg')
  if (drawn === null) return
  const page = getComputedStyle(document.documentElement)
  const colourOf = (name: string) => page.getPropertyValue(name).trim()
  const picture = pictureOf({
    ...words,
    chart: new XMLSerializer().serializeToString(plainCopy(drawn)),
    width: drawn.clientWidth,
    height: drawn.clientHeight,
    legend: legendOf(body),
    coverage: [...body.querySelectorAll('[data-coverage] > li')].map((part) => part.textContent ?? ''),
    font: getComputedStyle(document.body).fontFamily,
    colours: { paper: colourOf('--paper'), ink: colourOf('--ink'), soft: colourOf('--ink-soft') },
  })
  const name = `assay-${slugOf(words.title)}`
  if (format === 'svg') saveFile(`${name}.svg`, new Blob([picture.svg], { type: 'image/svg+xml' }))
  else saveFile(`${name}.png`, await pixelsOf(picture))
}

function legendOf(body: HTMLElement): { label: string; colour: string }[] {
  return [...body.querySelectorAll<HTMLElement>('[data-series][aria-pressed="true"]')].map((item) => ({
    label: item.dataset['series'] ?? '',
    colour: getComputedStyle(item.firstElementChild ?? item).backgroundColor,
  }))
}

/** A copy that says of each of its parts how it looks, and needs no style sheet. */
function plainCopy(drawn: SVGSVGElement): SVGSVGElement {
  const copy = drawn.cloneNode(true) as SVGSVGElement
  const [originals, copies] = [[...drawn.querySelectorAll('*')], [...copy.querySelectorAll('*')]]
  copies.forEach((part, index) => {
    const original = originals[index]
    if (original === undefined) return
    const style = getComputedStyle(original)
    for (const look of looks) part.setAttribute(look, style.getPropertyValue(look))
    for (const name of ['class', 'style', 'tabindex', 'role', 'focusable']) part.removeAttribute(name)
  })
  for (const part of copy.querySelectorAll('.recharts-tooltip-cursor')) part.remove()
  for (const name of ['class', 'style', 'tabindex', 'role']) copy.removeAttribute(name)
  return copy
}

/** Drawn by way of an address with the data in it: the page loads pictures from nowhere else. */
async function pixelsOf({ svg, width, height }: { readonly svg: string; readonly width: number; readonly height: number }): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = width * scale
  canvas.height = height * scale
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('The picture could not be drawn')) : resolve(blob)), 'image/png')
  })
}
