import type { ImportFormat } from '#contract/imports'
import { formatBytes } from '#renderer/lib'

/** What a person gives to be read. */
export interface Source {
  readonly kind: 'file' | 'text' | 'address'
  readonly file: { readonly name: string; readonly text: string } | undefined
  readonly pasted: string
  readonly address: string
  readonly format: ImportFormat | 'auto'
  readonly allProviders: boolean
}

export const emptySource: Source = { kind: 'file', file: undefined, pasted: '', address: '', format: 'auto', allProviders: false }

/** What a page can hand over at once; `assay import prices FILE` takes twice as much. */
const mostBytes = 15 * 2 ** 20

interface PreviewInput {
  readonly format: Source['format']
  readonly name: string
  readonly allProviders: boolean
  readonly text?: string
  readonly url?: string
}

/** What the engine is asked, or what is still wanted, at its field. */
export function inputOf(source: Source): { readonly input: PreviewInput } | { readonly problem: string } {
  const { kind, file, pasted, address, format, allProviders } = source
  const given = (name: string, text: string) =>
    text.trim() === '' ? { problem: `${name} is empty.` } : (tooLarge(name, text) ?? { input: { format, allProviders, name, text } })
  switch (kind) {
    case 'file':
      return file === undefined ? { problem: 'Choose a file, or drop one anywhere on the window.' } : given(file.name, file.text)
    case 'text':
      return pasted.trim() === '' ? { problem: 'Paste a catalog here.' } : given('pasted text', pasted)
    case 'address':
      return readAddress(address.trim(), { format, allProviders })
  }
}

/** Of a file that was not read yet; undefined: it may be. */
export function refuseSize(name: string, bytes: number): string | undefined {
  return bytes <= mostBytes
    ? undefined
    : `${name} has ${formatBytes(bytes)}; a page hands over ${formatBytes(mostBytes)} at most. “assay import prices ${name}” takes up to 32 MiB.`
}

function tooLarge(name: string, text: string): { readonly problem: string } | undefined {
  // As it travels: a text full of quotes is longer there.
  const problem = text.length < mostBytes / 8 ? undefined : refuseSize(name, new Blob([JSON.stringify(text)]).size)
  return problem === undefined ? undefined : { problem }
}

function readAddress(
  address: string,
  rest: Pick<PreviewInput, 'format' | 'allProviders'>,
): { readonly input: PreviewInput } | { readonly problem: string } {
  if (address === '') return { problem: 'Give the address of a catalog.' }
  if (!/^https?:\/\/\S+$/.test(address) || !URL.canParse(address))
    return { problem: 'Expected an address that begins with https://, without spaces.' }
  return { input: { ...rest, name: address.slice(0, 300), url: address } }
}
