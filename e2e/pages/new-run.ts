import type { Locator, Page } from '@playwright/test'

/** The form of a new run, its file, and its quote. */
export class NewRun {
  readonly page: Page
  readonly name: Locator
  readonly prompt: Locator
  readonly budget: Locator
  readonly temperature: Locator
  readonly picker: Locator
  readonly start: Locator
  readonly quote: Locator
  readonly text: Locator
  readonly form: Locator
  readonly file: Locator
  readonly rows: Locator
  readonly scenarios: Locator
  readonly preview: Locator
  readonly outcomes: Locator

  constructor(page: Page) {
    this.page = page
    this.name = page.getByRole('textbox', { name: 'Name', exact: true })
    this.prompt = page.getByRole('textbox', { name: 'Prompt', exact: true })
    this.budget = page.getByRole('textbox', { name: 'Budget, USD' })
    this.temperature = page.getByRole('textbox', { name: 'Temperature', exact: true })
    this.picker = page.getByRole('combobox', { name: 'Add a model' })
    this.start = page.getByRole('button', { name: 'Start the run' })
    this.quote = page.getByRole('complementary', { name: 'Quote' })
    this.text = page.getByRole('textbox', { name: 'Batch file' })
    this.form = page.getByRole('tab', { name: 'Form' })
    this.file = page.getByRole('tab', { name: 'File' })
    this.rows = page.getByRole('region', { name: 'Rows of the dataset' })
    this.scenarios = page.getByRole('radiogroup', { name: 'Kind of scenarios' })
    this.preview = page.getByRole('region', { name: 'Rows as they are sent' })
    this.outcomes = page.getByRole('region', { name: 'What the checks say' })
  }

  /** Takes away what a new run begins with: the defaults of all providers. */
  async withoutDefaults(): Promise<void> {
    await this.page.getByRole('button', { name: 'Remove defaults' }).click()
  }

  textbox(name: string): Locator {
    return this.page.getByRole('textbox', { name })
  }

  async kindOfCheck(number: number, kind: string): Promise<void> {
    await this.page.getByRole('combobox', { name: `Kind of check ${number}`, exact: true }).click()
    await this.page.getByRole('option', { name: kind, exact: true }).click()
  }

  async addModel(ref: string): Promise<void> {
    await this.picker.fill(ref)
    await this.page.getByRole('option', { name: ref }).click()
  }
}
