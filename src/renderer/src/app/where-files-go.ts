import type { HandedFile } from '#renderer/lib'

/** As much of a file as tells whose it is. */
const beginning = 65_536

/** Marks of the catalogs that can be imported; no batch and no rows have them. */
const marks: readonly RegExp[] = [
  /^\s*(?:\{\s*")?assay"?\s*:\s*\d/m,
  /"litellm_provider"\s*:/,
  /"models"\s*:\s*\{[\s\S]*"(?:limit|modalities)"\s*:/,
  /"pricing"\s*:\s*\{[\s\S]*"prompt"\s*:/,
  /"modelName"\s*:[\s\S]*"(?:matchPattern|pricingTiers)"\s*:/,
]

/** The page that reads dropped files: on the import page everything is a catalog, among the reports a provider's own figures; elsewhere what looks like a catalog is one, and the rest makes a run. */
export function whereFilesGo(pathname: string, files: readonly HandedFile[]): '/import' | '/reports' | '/runs/new' {
  if (pathname === '/import' || pathname === '/reports') return pathname
  return files.length === 1 && files.every(isCatalog) ? '/import' : '/runs/new'
}

function isCatalog({ name, text }: HandedFile): boolean {
  const start = text.slice(0, beginning)
  return /\.(json|ya?ml)$/i.test(name) && marks.some((mark) => mark.test(start))
}
