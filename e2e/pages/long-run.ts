import type { Page } from '@playwright/test'
import { callOverPort } from './raw-port.ts'

export interface StartedRun {
  readonly id: string
  readonly name: string
}

/** Starts a run against the built-in simulator; `samples` of one prompt, two at a time: about four a second. */
export async function startSimulatedRun(
  page: Page,
  batch: { readonly name: string; readonly samples: number; readonly model?: string },
): Promise<StartedRun> {
  const { name, samples, model = 'simulator/steady' } = batch
  const parameters = { temperature: 0, maxOutputTokens: 50 }
  const run = await callOverPort(page, '/runs/start', {
    batch: { name, prompt: 'Say yes.', models: [model], samples, parameters, maxParallel: 2 },
  })
  if (typeof run !== 'object' || run === null || !('id' in run) || typeof run.id !== 'string') throw new Error('no run was started')
  return { id: run.id, name }
}
