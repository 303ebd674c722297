/** As `npm run assay` and the launcher start the engine: a small nursery and early collection. */
export const launchFlags = ['--max-semi-space-size=2', '--max-old-space-size=512', '--heap-growing-percent=40']
