import { expect, it } from 'vitest'
import { pictureOf, slugOf } from './picture.ts'

const parts = {
  title: 'Spend <over> time & more',
  subtitle: undefined,
  chart: '<svg id="chart"/>',
  width: 400,
  height: 200,
  legend: Array.from({ length: 9 }, (_, index) => ({ label: `provider/model-${index}`, colour: 'rgb(1, 2, 3)' })),
  coverage: ['58 computed $1.20', '2 estimated $0.10', '1 of unknown cost'],
  font: '\'Inter\', "Segoe UI"',
  colours: { paper: '#fff', ink: '#000', soft: '#555' },
}

it('a picture holds the chart, its title, every series and the coverage, and what is written in it is text', () => {
  const { svg } = pictureOf(parts)
  expect(svg).toContain('Spend &lt;over&gt; time &amp; more')
  expect(svg).toContain('<svg id="chart"/>')
  expect(svg).toContain('provider/model-8')
  expect(svg).toContain('58 computed $1.20 · 2 estimated $0.10')
  expect(svg).toContain('font-family="\'Inter\', &quot;Segoe UI&quot;"')
})

it('a legend that is wider than the picture goes on in a further line', () => {
  const { height } = pictureOf({ ...parts, legend: parts.legend.slice(0, 1) })
  expect(pictureOf(parts).height).toBeGreaterThan(height)
})

it('a file is named by letters and digits', () => {
  expect(slugOf('Spend by model (30 days)')).toBe('spend-by-model-30-days')
})
