import type { MapReduceConfig } from './config.ts'
import { writePairs } from './pairs.ts'
import type { InputFile } from './state.ts'
import { toBytes } from './text.ts'

/** The name in HDFS of an input that has none of its own. */
const INPUT = 'input'

/** The files that a job reads. `texts` are the texts of the files that the scenario names, by path. */
export function inputFiles(
  { input }: Pick<MapReduceConfig, 'input'>,
  texts: Readonly<Record<string, string>> = {},
): InputFile[] {
  if ('text' in input) return [{ name: INPUT, data: toBytes(input.text) }]
  if ('file' in input) {
    const name = input.file.slice(input.file.lastIndexOf('/') + 1)
    return [{ name, data: toBytes(texts[input.file] ?? '') }]
  }
  if ('files' in input) return input.files.map(({ name, text }) => ({ name, data: toBytes(text) }))
  return input.pairs.map((pairs, i) => ({
    name: `pairs-${i}`,
    data: writePairs(pairs.map(([key, value]) => [toBytes(key), value])),
  }))
}
