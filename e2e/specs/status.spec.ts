import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '../fixtures/test.ts'

test.describe('what stands around every page', () => {
  test('what happened is counted at the inbox until it was seen', async ({ assay, frame }) => {
    const file = path.join(assay.workspace, 'one.yaml')
    writeFileSync(file, 'name: one\nprompt: hello\nmodels: [simulator/swift]\n')
    await expect(frame.link('Inbox')).toHaveAccessibleDescription('')
    await assay.run('run', file, '--yes')
    await expect(frame.link('Inbox')).toHaveAccessibleDescription('1 unread')
    await expect(frame.navigation).toContainText('Inbox1')
    await frame.link('Inbox').click()
    await expect(frame.row('Events', 'Run finished')).toBeVisible()
    await expect(frame.link('Inbox')).toHaveAccessibleDescription('')
    await frame.page.reload()
    await expect(frame.row('Events', 'Run finished')).toBeVisible()
    await expect(frame.link('Inbox')).toHaveAccessibleDescription('')
  })

  test('the foot says which workspace it is by its name, what goes on and what the month has cost', async ({ assay, frame }) => {
    const foot = frame.page.getByRole('contentinfo')
    await expect(foot.getByTitle(assay.workspace)).toHaveText('workspace')
    await expect(foot).toContainText('No run is active')
    await expect(foot).toContainText('$0 this month')
    await assay.run('settings', 'set', 'monthBudgetUsd', '2.50')
    await expect(foot).toContainText('$0 of $2.50 this month')
    const running = assay.start('run', 'e2e/fixtures/live.yaml', '--yes')
    await expect(foot.getByRole('link', { name: 'rivers' })).toBeVisible()
    await expect(foot.getByRole('progressbar', { name: 'Progress of rivers' })).toBeVisible()
    await expect(foot).toContainText(/\$0\.\d+ of \$2\.50 this month/)
    await foot.getByRole('link', { name: 'rivers' }).click()
    await expect(frame.title).toHaveText('rivers')
    running.kill('SIGINT')
    await expect(foot).toContainText('No run is active')
  })

  test('the theme a person has chosen is kept with their preferences, whatever the browser forgets', async ({ frame }) => {
    const root = frame.page.locator('html')
    await frame.page.emulateMedia({ colorScheme: 'light' })
    await frame.link('Settings').click()
    await frame.page.getByText('Dark', { exact: true }).click()
    await expect(root).toHaveAttribute('data-mantine-color-scheme', 'dark')
    await expect.poll(async () => await frame.page.evaluate(() => Object.values(localStorage))).toContain('dark')
    await frame.page.evaluate(() => localStorage.clear())
    await frame.page.reload()
    await expect(root).toHaveAttribute('data-mantine-color-scheme', 'dark')
  })
})
