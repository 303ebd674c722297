export { NewRunPage } from './new-run-page.tsx'
