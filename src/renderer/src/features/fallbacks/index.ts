export { FallbacksPage } from './fallbacks-page.tsx'
