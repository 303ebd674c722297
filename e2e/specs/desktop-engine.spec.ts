import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '../fixtures/desktop.ts'
import { callOverPort } from '../pages/raw-port.ts'

test('commands beside the window act in its engine; afterwards the workspace is free, and the log is whole', async ({ machine }) => {
  const { app } = await machine.open()
  expect(JSON.parse(readFileSync(path.join(machine.workspace, 'engine.json'), 'utf8'))).toMatchObject({ pid: app.pid })
  await machine.assay('runs', 'list')
  await app.stop()
  expect(readdirSync(machine.workspace)).not.toContain('engine.json')
  const logs = path.join(machine.workspace, 'logs')
  const text = readdirSync(logs).map((name) => readFileSync(path.join(logs, name), 'utf8'))
  expect(text.join('')).toContain('engine stopped')
})

test('a question in SQL is answered by a process of its own beside the app', async ({ machine }) => {
  const { app } = await machine.open()
  const answer = await machine.assay('sql', 'select 1 as one union all select count(*) from provider')
  expect(answer).toMatchObject({ columns: ['one'], isCut: false })
  expect(app.of('utility-process')).toHaveLength(1)
})

test('where another process holds the workspace the page speaks with that one, and this one takes over when it goes', async ({
  machine,
}) => {
  const holder = machine.start()
  await holder.until('loaded')
  const { app, page } = await machine.open({ config: 'another' })
  expect(await callOverPort(page, '/health/status')).toMatchObject({ pid: holder.pid })
  holder.kill()
  await expect.poll(async () => callOverPort(page, '/health/status').catch(String), { timeout: 20_000 }).toMatchObject({ pid: app.pid })
})

test('a window that is closed ends nothing of another process’s engine, and asks nothing', async ({ machine }) => {
  const holder = await machine.open()
  await callOverPort(holder.page, '/runs/start', {
    batch: { name: 'of another', prompt: 'Say yes.', models: ['simulator/steady'], samples: 2000, parameters: { maxOutputTokens: 50 } },
  })
  const { app } = await machine.open({ config: 'another' })
  await app.until('progress', { mode: 'normal' })
  await app.tell({ do: 'close' })
  expect([await app.ended, app.errors]).toEqual([0, ''])
  expect(app.of('dialog')).toEqual([])
  const { items } = Object(await callOverPort(holder.page, '/runs/list', { limit: 1 }))
  expect(items).toMatchObject([{ status: 'running' }])
})

test('a folder that cannot be a workspace is named, and the app ends', async ({ machine }) => {
  const app = machine.start({ workspace: '/dev/null/workspace' })
  const { content } = await app.until('error-box')
  expect(content).toContain('/dev/null/workspace')
  expect(await app.ended).toBe(0)
})

test('the double ends with whoever started it', async ({ machine }) => {
  const app = machine.start()
  await app.until('loaded')
  app.hangUp()
  expect(await app.ended).toBe(1)
})
