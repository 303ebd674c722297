import { expect, test } from '../fixtures/test.ts'
import { pages } from '../pages/addresses.ts'
import { looksRight } from '../pages/looks.ts'

test('every page is without a violation, and fits its window at each width, in both themes', async ({ frame, assay }) => {
  test.setTimeout(pages.length * 40_000)
  await assay.run('pools', 'set', 'simulator/default', '--max-parallel', '8')
  await assay.run('run', 'resources/samples/capitals.yaml', '--yes')
  for (const { name, hash, title } of pages) {
    await frame.goTo(hash)
    await expect(frame.title).toHaveText(title)
    await expect(frame.connection).toHaveText('Connected')
    await looksRight(frame.page, name)
  }
})
