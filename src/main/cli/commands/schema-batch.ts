import { batchJsonSchema } from '#engine'
import { defineCommand } from '../command.ts'
import { exitCodes } from '../exit-code.ts'

export const command = defineCommand({
  args: {},
  details: ['The JSON Schema of a batch file, for editors: # yaml-language-server: $schema=batch.schema.json'],
  examples: ['schema batch > batch.schema.json'],
  run: async ({ terminal }) => {
    terminal.out(JSON.stringify(batchJsonSchema(), undefined, 2))
    return exitCodes.done
  },
})
