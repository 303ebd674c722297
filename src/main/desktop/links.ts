import { routeOfLink } from './deep-link.ts'

/** Links from outside, from the first moment on: a Mac hands one over while the app still starts. The last that came before the window is where it opens. */
export class Links {
  #waiting: string | undefined
  #hear: ((route: string) => void) | undefined

  /** `first`: what the app was started with, unread. */
  constructor(first: string | undefined) {
    this.#waiting = first
  }

  arrive(link: string): void {
    if (this.#hear === undefined) this.#waiting = link
    else this.#hear(routeOfLink(link))
  }

  /** Has the routes of links to come heard; the answer is that of the link that is here already. */
  listen(hear: (route: string) => void): string | undefined {
    this.#hear = hear
    return this.#waiting === undefined ? undefined : routeOfLink(this.#waiting)
  }
}
