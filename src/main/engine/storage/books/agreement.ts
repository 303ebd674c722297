/** Of prompts with two or more samples: how often two of them, drawn at random, are the same, added up over the prompts. */
export interface AgreementSum {
  readonly sum: number
  readonly prompts: number
}

/** What is compared, by prompt: `values` in any order, each with the prompt beside it; below `promptEnd`. */
export function agreementOf(prompts: readonly number[], values: readonly number[], promptEnd: number): AgreementSum {
  const starts = new Int32Array(promptEnd + 1)
  for (const prompt of prompts) starts[prompt + 1] = (starts[prompt + 1] ?? 0) + 1
  for (let prompt = 0; prompt < promptEnd; prompt += 1) starts[prompt + 1] = (starts[prompt + 1] ?? 0) + (starts[prompt] ?? 0)
  const grouped = new Float64Array(values.length)
  const next = starts.slice()
  prompts.forEach((prompt, at) => {
    const place = next[prompt] ?? 0
    grouped[place] = values[at] ?? 0
    next[prompt] = place + 1
  })
  let sum = 0
  let counted = 0
  for (let prompt = 0; prompt < promptEnd; prompt += 1) {
    const [start = 0, end = 0] = [starts[prompt], starts[prompt + 1]]
    if (end - start < 2) continue
    sum += sameShare(grouped.subarray(start, end).sort())
    counted += 1
  }
  return { sum, prompts: counted }
}

/** Of all pairs, the share whose values are equal. */
function sameShare(sorted: Float64Array): number {
  const count = sorted.length
  let [same, run] = [0, 1]
  for (let at = 1; at <= count; at += 1) {
    if (at < count && sorted[at] === sorted[at - 1]) run += 1
    else {
      same += run * (run - 1)
      run = 1
    }
  }
  return same / (count * (count - 1))
}
