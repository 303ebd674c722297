/** Width of a letter of 11 pixels, roughly and rather more; what stands between two names; what a name may reach beyond the end of the axis. Units: pixels. */
const [letter, apart, beyond] = [6.2, 20, 12]

/**
 * Which names along an axis have room, by their places: the first, and then every so-manieth. `isBanded`: each stands in the middle of its part of the axis; else the first
 * and the last stand at its ends. `width` of the axis in pixels.
 */
export function namesWithRoom(names: readonly string[], width: number, isBanded: boolean): number[] {
  const room = width / Math.max(1, isBanded ? names.length : names.length - 1)
  const widest = letter * Math.max(0, ...names.map((name) => name.length))
  const every = Math.max(1, Math.ceil((widest + apart) / room))
  const ends = (at: number) => room * (isBanded ? at + 0.5 : at) + (letter * (names[at]?.length ?? 0)) / 2
  const places = Array.from({ length: Math.ceil(names.length / every) }, (_, index) => index * every)
  return places.filter((at) => at === 0 || ends(at) <= width + beyond)
}
