/** Under what every file is handed to the window, whatever it holds: for its own origin alone, and taken for what it is said to be. */
export const hardening = {
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
}
