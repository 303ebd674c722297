/** What names may differ in: case, blanks, dots, and a date at the end. */
function plain(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s._:]+/g, '-')
}

function withoutDate(name: string): string {
  return name.replace(/-(?:\d{4}-\d{2}-\d{2}|\d{8}|latest)$/, '')
}

/**
 * Which of a provider's models a file means by a name: the one that is called so on the wire, else one whose name is the same but for case, blanks, dots, and then but for a date.
 * undefined: none. Of several the first in order.
 */
export function modelNamed(name: string, refs: readonly string[]): string | undefined {
  const wireIds = refs.map((ref) => ({ ref, wireId: ref.slice(ref.indexOf('/') + 1) }))
  const same = wireIds.find(({ wireId }) => wireId === name) ?? wireIds.find(({ wireId }) => plain(wireId) === plain(name))
  return (same ?? wireIds.find(({ wireId }) => withoutDate(plain(wireId)) === withoutDate(plain(name))))?.ref
}
