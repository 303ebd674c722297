/** Reads an address as `read` does, and leaves nothing else of it: the router itself keeps beside what was read whatever else stood there. */
export function onlyKnown<Search extends object>(
  read: (search: Record<string, unknown>) => Search,
): (search: Record<string, unknown>) => Search {
  return (search) => ({ ...(Object.fromEntries(Object.keys(search).map((name) => [name, undefined])) as Partial<Search>), ...read(search) })
}
