/** A link from outside, and where it leads: a route of the console's router. */
export const linkScheme = 'assay'

/** Shown for what leads nowhere: the router knows no such route and says so. */
const nowhere = '/no-such-page'

const pages = ['runs', 'pools', 'events', 'models', 'keys', 'settings', 'about']
const link = /^assay:\/\/([a-z]{1,20})(?:\/([0-9A-Za-z]{1,26}))?\/?$/
const ulid = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/

/**
 * Where a link leads. It names a page, a run or the form for a new one, and can do nothing else: no query, no fragment, no second path.
 * Whatever is not exactly such a link leads to the page that says that there is nothing, and nothing of its text is passed on.
 */
export function routeOfLink(text: string): string {
  const [, page = '', detail] = link.exec(text) ?? []
  if (!pages.includes(page)) return nowhere
  if (detail === undefined) return `/${page}`
  return page === 'runs' && (detail === 'new' || ulid.test(detail)) ? `/runs/${detail}` : nowhere
}

/** The link among a command line's words, the last one if there are several. */
export function linkAmong(words: readonly string[]): string | undefined {
  return words.findLast((word) => /^assay:/i.test(word))
}
