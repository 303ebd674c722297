import { CostDimension } from '#contract/costs'
import { UsageError } from '../errors.ts'
import { didYouMean } from '../parse/did-you-mean.ts'

/** What `--group-by` names. Throws UsageError naming what is no dimension. */
export function readDimensions(text: string | undefined): CostDimension[] | undefined {
  if (text === undefined) return undefined
  const names = text.split(',').map((name) => name.trim().replaceAll('-', '_'))
  return names.map((name) => {
    const dimension = CostDimension.safeParse(name).data
    if (dimension !== undefined) return dimension
    throw new UsageError(`--group-by: "${name}" is none of ${CostDimension.options.join(', ')}.${didYouMean(name, CostDimension.options)}`)
  })
}
