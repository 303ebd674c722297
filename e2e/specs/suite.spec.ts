import { expect, test } from '../fixtures/test.ts'
import { NewRun } from '../pages/new-run.ts'

const config = [
  'description: Greetings',
  "prompts: ['Say {{body}} in {{language}}']",
  'providers: [simulator:swift, openai:gpt-0]',
  'defaultTest: {assert: [{type: icontains, value: "{{body}}"}]}',
  'scenarios: []',
  'tests: file://tests.csv',
].join('\n')

test.describe('a suite of another tool', () => {
  test('fills the form, and what does not come along is listed by its line', async ({ frame }) => {
    const { page } = frame
    const run = new NewRun(page)
    await frame.goTo('#/runs/new')
    await page.getByRole('button', { name: 'From a suite' }).click()
    const dialog = page.getByRole('dialog', { name: 'From a suite' })
    await expect(dialog.getByRole('button', { name: 'Use it' })).toBeDisabled()
    await dialog.locator('input[type="file"]').setInputFiles([
      { name: 'pf.yaml', mimeType: 'text/plain', buffer: Buffer.from(config) },
      {
        name: 'tests.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('body,language,__expected\nHello,French,icontains:bonjour\nHi,Pirate,regex:ahoy|arr\n'),
      },
    ])
    await expect(dialog.getByRole('status').first()).toHaveText('Greetings: 2 prompts, 3 checks, 1 model')
    await expect(dialog).toContainText('Read as promptfoo')
    await expect(dialog).toContainText('The catalog has no openai:gpt-0; near: ')
    await expect(dialog.getByRole('listitem')).toHaveText(/Not carried\s*Line 5\s*scenarios scenarios of promptfoo are not carried/)
    await dialog.getByRole('button', { name: 'Use it' }).click()
    await expect(dialog).toBeHidden()
    await expect(run.name).toHaveValue('Greetings')
    await expect(run.prompt).toHaveValue('Say {{body}} in {{language}}')
    await expect(run.rows.getByRole('textbox', { name: 'body, row 2' })).toHaveValue('Hi')
    await expect(run.rows.getByRole('textbox', { name: '__checks, row 2' })).toHaveCount(0)
    await run.file.click()
    await expect(run.text).toHaveValue(
      /__checks: '\[\{"type":"regex","pattern":"ahoy\|arr"\}\]'[\s\S]*checks:\n {2}- \{ type: icontains, value: "\{\{body\}\}" \}\n/,
    )
  })

  test('that is flawed says line, field and what was expected; what is good of it can be taken all the same', async ({ frame }) => {
    const { page } = frame
    await frame.drop([
      { name: 'samples.jsonl', text: '{"input": "Capital of France?", "target": "Paris"}\n{"input": 7, "target": "x"}\n{"input"\n' },
    ])
    const dialog = page.getByRole('dialog', { name: 'From a suite' })
    await expect(dialog.getByRole('alert')).toContainText(
      'samples.jsonl:2: input: expected a text, or a list of messages { role, content }, got 7',
    )
    await expect(dialog.getByRole('alert')).toContainText('samples.jsonl:3')
    await expect(dialog.getByRole('button', { name: 'Use it' })).toBeDisabled()
    await dialog.getByRole('checkbox', { name: 'Leave out what is wrong' }).check()
    await expect(dialog.getByRole('status').first()).toHaveText('samples: 1 prompt, 1 check, 1 model')
    await expect(dialog.getByRole('listitem')).toHaveCount(2)
    await dialog.getByRole('button', { name: 'Use it' }).click()
    await expect(new NewRun(page).prompt).toHaveValue('{{input}}')
  })
})
