/** A rectangle on the screen, in device-independent pixels. */
export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/**
 * Sizes in device-independent pixels. `grip`: so much of the title bar has to be on a display that the window can be seen and moved;
 * a window that is narrower shows all of it.
 */
export const windowPolicy = {
  initial: { width: 1360, height: 860 },
  smallest: { width: 760, height: 480 },
  grip: { width: 120, height: 32 },
}

/**
 * Where the window opens. `displays`: the free areas of the displays that are there now, the main one first; `saved`: where it was last, undefined the first time.
 * It stays where it was if its title bar can be gripped there; else it is centred on the main display. It is never larger than its display, nor smaller than
 * `smallest` where the display has room. Without a display it opens as it was.
 */
export function placeWindow(saved: Rectangle | undefined, displays: readonly Rectangle[]): Rectangle {
  const [main] = displays
  const { x, y, width, height } = saved ?? { x: 0, y: 0, ...windowPolicy.initial }
  const wanted = { x, y, width, height }
  if (main === undefined) return wanted
  const home = saved === undefined ? undefined : displayOf(saved, displays)
  const kept = { ...wanted, ...fitted(wanted, home ?? main) }
  return home !== undefined && canBeGripped(kept, displays) ? kept : centred(fitted(wanted, main), main)
}

/** The display that shows most of it; undefined when none shows any. */
function displayOf(window: Rectangle, displays: readonly Rectangle[]): Rectangle | undefined {
  const shown = displays.map((display) => ({ display, area: areaOf(overlap(window, display)) }))
  const best = shown.reduce((most, next) => (next.area > most.area ? next : most))
  return best.area > 0 ? best.display : undefined
}

function fitted({ width, height }: Rectangle, display: Rectangle): { readonly width: number; readonly height: number } {
  const { smallest } = windowPolicy
  return {
    width: Math.min(Math.max(width, smallest.width), display.width),
    height: Math.min(Math.max(height, smallest.height), display.height),
  }
}

/** Whether enough of the title bar lies on one display. */
export function canBeGripped(window: Rectangle, displays: readonly Rectangle[]): boolean {
  const { grip } = windowPolicy
  const titleBar = { ...window, height: Math.min(grip.height, window.height) }
  return displays.some((display) => {
    const seen = overlap(titleBar, display)
    return seen.width >= Math.min(grip.width, window.width) && seen.height >= titleBar.height
  })
}

function centred({ width, height }: { readonly width: number; readonly height: number }, display: Rectangle): Rectangle {
  const x = display.x + Math.floor((display.width - width) / 2)
  const y = display.y + Math.floor((display.height - height) / 2)
  return { x, y, width, height }
}

function overlap(a: Rectangle, b: Rectangle): { readonly width: number; readonly height: number } {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return { width: Math.max(0, width), height: Math.max(0, height) }
}

function areaOf({ width, height }: { readonly width: number; readonly height: number }): number {
  return width * height
}
