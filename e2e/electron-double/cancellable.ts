/** An event whose listeners may say no. */
export class Cancellable {
  defaultPrevented = false

  preventDefault(): void {
    this.defaultPrevented = true
  }
}

export class CancellableNavigation extends Cancellable {
  readonly url: string
  readonly isMainFrame: boolean

  constructor(url: string, isMainFrame: boolean) {
    super()
    this.url = url
    this.isMainFrame = isMainFrame
  }
}
