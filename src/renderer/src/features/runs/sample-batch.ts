/** A batch for whoever has no key yet: it is answered by the simulator, and its costs are made up. As `resources/samples/capitals.yaml`, but with its rows in place. */
export const sampleBatch = `name: capitals
prompt: "What is the capital of {{country}}? Answer with its name alone."
dataset:
${[
  'Argentina',
  'Australia',
  'Brazil',
  'Canada',
  'Egypt',
  'France',
  'Germany',
  'India',
  'Indonesia',
  'Japan',
  'Kazakhstan',
  'Kenya',
  'Mexico',
  'Morocco',
  'New Zealand',
  'Nigeria',
  'South Korea',
  'Spain',
  'Switzerland',
  'Türkiye',
]
  .map((country) => `  - { country: ${country} }`)
  .join('\n')}
models: [simulator/steady, simulator/swift, simulator/thinker]
samples: 4
parameters: { temperature: 0, maxOutputTokens: 600, seed: 7, stream: true }
budgetUsd: "1.00"
`
