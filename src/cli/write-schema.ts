import { writeFile } from 'node:fs/promises'
import { scenarioJsonSchema } from './json-schema.ts'

// `npm run schema`: the file that scenarios name in "$schema", made from the code's own schemas.
const target = new URL('../../public/scenario.schema.json', import.meta.url)
await writeFile(target, `${JSON.stringify(await scenarioJsonSchema(), null, 2)}\n`)
