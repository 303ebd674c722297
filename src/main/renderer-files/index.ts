export { type RendererFile, readRendererFile } from './read-renderer-file.ts'
