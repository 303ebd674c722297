import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '../fixtures/test.ts'
import { violationsOf } from '../fixtures/violations.ts'

/** Takes what is sent to it, and answers as it is told. */
async function receiver(status: number) {
  const bodies: string[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => {
      text += chunk
    })
    request.on('end', () => {
      bodies.push(text)
      response.writeHead(status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { bodies, port, close: () => server.close() }
}

test('a rule is written, its webhook given its address once and tried, and what it told is listed', async ({ page, frame, assay }) => {
  const hook = await receiver(200)
  await page.keyboard.press('g')
  await page.keyboard.press('b')
  await expect(frame.title).toHaveText('Alerts')
  await expect(frame.row('Rules', 'price-change')).toContainText('a price begins within 7 days')

  await page.getByRole('tab', { name: 'Webhooks' }).click()
  await frame.main.getByRole('button', { name: 'Add a webhook' }).first().click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('Name', { exact: true }).fill('desk')
  await drawer.getByRole('button', { name: 'Add the webhook' }).click()
  await expect(page.getByRole('dialog', { name: 'Webhook desk' })).toBeVisible()
  await drawer.getByLabel('Address', { exact: true }).fill(`http://127.0.0.1:${hook.port}/secret-path-7`)
  await drawer.getByRole('radio', { name: 'This session' }).check()
  await drawer.getByRole('button', { name: 'Keep the address' }).click()
  await expect(drawer).toContainText(`127.0.0.1:${hook.port}`)
  await drawer.getByRole('button', { name: 'Send a test' }).click()
  await expect(drawer).toContainText('It was taken: HTTP 200')
  expect(hook.bodies.join('')).toContain('Nothing is wrong')
  expect(await page.content()).not.toContain('secret-path-7')
  expect(await violationsOf(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(frame.row('Webhooks', 'desk')).toContainText('Ready')

  await page.getByRole('tab', { name: 'Rules' }).click()
  await frame.main.getByRole('button', { name: 'Add a rule' }).click()
  await drawer.getByLabel('Name', { exact: true }).fill('run-cost')
  await drawer.getByLabel('More than, US dollars a run').fill('0.000001')
  await drawer.getByRole('combobox', { name: 'Also told to' }).fill('desk')
  await page.getByRole('option', { name: 'desk' }).click()
  await page.keyboard.press('Tab')
  expect(await violationsOf(page)).toEqual([])
  await drawer.getByRole('button', { name: 'Add the rule' }).click()
  await expect(frame.row('Rules', 'run-cost')).toContainText('a run costs more than $0.000001')
  await page.keyboard.press('Control+z')
  await expect(frame.row('Rules', 'run-cost')).toHaveCount(0)
  await page.getByRole('button', { name: 'Redo' }).click()
  await expect(frame.row('Rules', 'run-cost')).toHaveCount(1)

  await assay.run('run', 'resources/samples/capitals.yaml', '--yes')
  await expect(frame.row('Rules', 'run-cost')).toContainText('Firing')
  await frame.row('Rules', 'run-cost').click()
  await expect(drawer).toContainText('It fires for')
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: 'Deliveries' }).click()
  await expect(frame.row('Deliveries', 'desk').first()).toContainText('Delivered')
  hook.close()
})

test('what is refused is said at its field, another’s edit is never overwritten, and a failed delivery is shown', async ({
  page,
  frame,
  assay,
}) => {
  const hook = await receiver(500)
  await frame.goTo('#/alerts?rule=price-change')
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('Within, days').fill('0')
  await drawer.getByRole('button', { name: 'Save the rule' }).click()
  await expect(drawer.getByLabel('Within, days')).toHaveAccessibleDescription(/Out of range: 1 to 365 days/)
  await expect(drawer.getByLabel('Within, days')).toBeFocused()
  await drawer.getByLabel('Name', { exact: true }).fill('Not A Name')
  await drawer.getByLabel('Within, days').fill('9')
  await drawer.getByRole('button', { name: 'Save the rule' }).click()
  await expect(drawer.getByLabel('Name', { exact: true })).toHaveAccessibleDescription(/Lower-case letters/)
  await drawer.getByLabel('Name', { exact: true }).fill('price-change')
  const { items } = JSON.parse(await assay.run('settings', 'list', '--json'))
  const rules = items.find(({ key }: { key: string }) => key === 'alertRules').value
  const others = rules.map((rule: { name: string; when: object }) =>
    rule.name === 'price-change' ? { ...rule, when: { ...rule.when, days: 30 } } : rule,
  )
  await assay.run('settings', 'set', 'alertRules', JSON.stringify(others))
  await expect(frame.row('Rules', 'price-change')).toContainText('within 30 days')
  await drawer.getByRole('button', { name: 'Save the rule' }).click()
  await expect(drawer).toContainText('Somebody else has changed this meanwhile')
  await expect(drawer.getByRole('radio', { name: /theirs, .*within 30 days/ })).toBeVisible()
  await drawer.getByRole('button', { name: 'Save these' }).click()
  await expect(frame.row('Rules', 'price-change')).toContainText('within 9 days')

  await frame.goTo('#/alerts?view=channels&add=yes')
  await drawer.getByLabel('Name', { exact: true }).fill('broken')
  await drawer.getByRole('button', { name: 'Add the webhook' }).click()
  await drawer.getByLabel('Address', { exact: true }).fill('http://example.com/hook')
  await drawer.getByRole('button', { name: 'Keep the address' }).click()
  await expect(drawer.getByLabel('Address', { exact: true })).toHaveAccessibleDescription(/https:\/\/ is asked for/)
  await drawer.getByLabel('Address', { exact: true }).fill(`http://127.0.0.1:${hook.port}/`)
  await drawer.getByRole('radio', { name: 'This session' }).check()
  await drawer.getByRole('button', { name: 'Keep the address' }).click()
  await drawer.getByRole('button', { name: 'Send a test' }).click()
  await expect(drawer).toContainText('It was not taken: ')
  await expect(drawer).toContainText('500')
  await frame.goTo('#/alerts?rule=no-such-rule')
  await expect(page.getByRole('dialog', { name: 'No such rule' })).toBeVisible()
  await frame.goTo('#/alerts?view=nonsense&state=7')
  await expect(frame.row('Rules', 'breaker-open')).toBeVisible()
  hook.close()
})
