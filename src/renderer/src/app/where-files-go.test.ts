import { expect, it } from 'vitest'
import { whereFilesGo } from './where-files-go.ts'

const file = (name: string, text: string) => ({ name, text })

it.each([
  ['prices.json', '{"gpt-5": {"input_cost_per_token": 1e-6, "litellm_provider": "openai"}}'],
  ['api.json', '{"openai": {"id": "openai", "models": {"gpt-5": {"limit": {"context": 1}}}}}'],
  ['models.json', '{"data": [{"id": "a/b", "pricing": {"prompt": "0.000001"}}]}'],
  ['langfuse.json', '[{"modelName": "gpt-5", "matchPattern": "(?i)^gpt-5$"}]'],
  ['assay.yaml', '# the configuration\nassay: 1\nproviders:\n'],
  ['assay.json', '{ "assay": 1, "providers": {} }'],
])('a catalog leads to the import: %s %s', (name, text) => {
  expect(whereFilesGo('/runs', [file(name, text)])).toBe('/import')
})

it.each([
  ['batch.yaml', 'name: assay: 1\nmodels: [openai/gpt-5]\n'],
  ['rows.json', '[{"country": "France"}]'],
  ['batch.json', '{"name": "x", "models": ["openai/gpt-5"]}'],
  ['rows.csv', 'assay: 1'],
])('a batch or rows lead to a new run: %s %s', (name, text) => {
  expect(whereFilesGo('/runs', [file(name, text)])).toBe('/runs/new')
})

it('on the import page everything is read as a catalog, and several files elsewhere make a run', () => {
  expect(whereFilesGo('/import', [file('x', 'y')])).toBe('/import')
  expect(whereFilesGo('/', [file('a.json', '{"x": {"litellm_provider": "y"}}'), file('b.csv', 'a')])).toBe('/runs/new')
})

it('among the reports a file is what a provider says of itself', () => {
  expect(whereFilesGo('/reports', [file('costs.csv', 'date,model,cost')])).toBe('/reports')
})
