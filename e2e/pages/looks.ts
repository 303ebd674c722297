import { expect, type Page } from '@playwright/test'
import { violationsOf } from '../fixtures/violations.ts'
import { takePictures } from './pictures.ts'

/** What is shown fits every width that it has to, and axe objects to nothing in either theme. `name`: its pictures bear it. */
export async function looksRight(page: Page, name: string): Promise<void> {
  await takePictures(page, name)
  expect(await violationsOf(page), name).toEqual([])
}
