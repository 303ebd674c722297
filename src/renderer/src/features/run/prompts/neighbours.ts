/** `isLast`: the list has more, which are needed for what comes next. */
export function neighboursOf(
  items: readonly { readonly promptIndex: number }[],
  promptIndex: number,
  prompts: number | undefined,
): { readonly previous: number | undefined; readonly next: number | undefined; readonly isLast: boolean } {
  const at = items.findIndex((item) => item.promptIndex === promptIndex)
  if (at >= 0) return { previous: items[at - 1]?.promptIndex, next: items[at + 1]?.promptIndex, isLast: at === items.length - 1 }
  return {
    previous: promptIndex > 0 ? promptIndex - 1 : undefined,
    next: prompts !== undefined && promptIndex + 1 < prompts ? promptIndex + 1 : undefined,
    isLast: false,
  }
}
