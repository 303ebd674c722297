import { inject } from 'vitest'
import type {} from './provided.ts'

// A thread that a test starts reads it from here.
process.env['NODE_COMPILE_CACHE'] = inject('compileCache')
