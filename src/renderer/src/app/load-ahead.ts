/** By then the page that was opened stands, on a slow machine too. */
const afterMs = 1000

/** Loads the code of the large pages that are mostly opened next while nobody waits for anything: who opens one then waits for its answers alone. */
export function loadAhead(): void {
  setTimeout(() => {
    requestIdleCallback(() => {
      void import('#renderer/features/run')
      void import('../features/run/results/results-view.tsx')
      void import('#renderer/features/costs')
    })
  }, afterMs)
}
