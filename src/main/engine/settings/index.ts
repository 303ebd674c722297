export { defaultSettings, Settings } from './settings.ts'
