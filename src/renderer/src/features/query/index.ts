export { QueryPage } from './query-page.tsx'
