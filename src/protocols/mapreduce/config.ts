import * as v from 'valibot'
import { action, atLeast, commonActions, integer } from '../../engine/scenario/schema.ts'
import { about, choice, fields, isObject } from '../../engine/scenario/shapes.ts'
import { CLIENT, MASTER, NAMENODE } from './state.ts'

/**
 * Greatest sizes. `fetches` bounds maps times reducers: each reducer fetches from each map. `heartbeats` bounds
 * workers times the time that a job may take: each heartbeat is a step.
 */
export const LIMITS = {
  bytes: 2_000_000,
  workers: 200,
  slots: 16,
  files: 200,
  splits: 2000,
  blocks: 2000,
  reducers: 100,
  fetches: 20_000,
  pairs: 10_000,
  heartbeats: 1_000_000,
} as const

/** Names that worker names must not take: the other nodes, and what every JavaScript object has. */
const isTaken = (name: string) => [CLIENT, MASTER, NAMENODE].includes(name) || name in {}

const name = v.pipe(
  v.string('a name'),
  v.regex(/^[A-Za-z][\w.-]{0,23}$/, 'a name: a letter, then up to 23 letters, digits, and . _ -'),
  v.check((text) => !(text in {}), 'another name'),
)
const workerName = v.pipe(
  name,
  v.check((text) => !isTaken(text), 'another name'),
)
const fileName = v.pipe(
  name,
  v.check((text) => !text.startsWith('part-r-'), 'a name that no output has'),
)
const text = v.pipe(
  v.string('text'),
  v.maxLength(LIMITS.bytes, `at most ${LIMITS.bytes / 1e6} million characters`),
)
const publicFile = v.pipe(
  v.string('a path'),
  v.regex(/^texts\/[a-z0-9-]{1,60}\.txt$/, 'a text that comes with the page: texts/NAME.txt'),
)

const pair = v.strictTuple(
  [
    v.pipe(
      v.string('a key'),
      v.minLength(1, 'a key of at least one character'),
      v.maxLength(200, 'at most 200 characters'),
      v.regex(/^[^\t\n]*$/, 'a key without tabs and line breaks'),
    ),
    integer(-1_000_000, 1_000_000),
  ],
  'a pair [key, value]',
)

const input = choice(
  [
    about('One file with this text.', fields({ text: about('The text.', text) })),
    about(
      'A text that comes with the page.',
      fields({ file: about('Its path, such as texts/words.txt.', publicFile) }),
    ),
    about(
      'Several files.',
      fields({
        files: v.pipe(
          v.array(fields({ name: about('The name in HDFS.', fileName), text: about('The text.', text) })),
          v.minLength(1, 'at least one file'),
          v.maxLength(LIMITS.files, `at most ${LIMITS.files} files`),
          v.description('The files of the input, in order.'),
        ),
      }),
    ),
    about(
      'Pairs that the mappers emit: one list for each mapper.',
      fields({
        pairs: v.pipe(
          v.array(v.pipe(v.array(pair), v.maxLength(LIMITS.pairs, `at most ${LIMITS.pairs} pairs`))),
          v.minLength(1, 'at least one list'),
          v.maxLength(LIMITS.files, `at most ${LIMITS.files} lists`),
          v.description('One list for each mapper.'),
        ),
      }),
    ),
  ],
  '{"text"}, {"file"}, {"files"} or {"pairs"}',
  (value) => {
    if (!isObject(value)) return undefined
    const index = ['text', 'file', 'files', 'pairs'].findIndex((field) => Object.hasOwn(value, field))
    return index < 0 ? undefined : index
  },
)

const worker = fields({
  name: about('Its name.', workerName),
  rack: v.optional(about('The rack that it stands in.', name), 'rack1'),
  slots: v.optional(
    about('How many maps it runs at once, and how many reduces.', integer(1, LIMITS.slots)),
    2,
  ),
  speed: v.optional(about('How fast it computes: 2 is twice as fast.', atLeast(0.01, 100)), 1),
})

const workers = choice(
  [
    about('So many workers, named w1, w2, …', integer(1, LIMITS.workers)),
    about(
      'The workers.',
      v.pipe(
        v.array(worker),
        v.minLength(1, 'at least one worker'),
        v.maxLength(LIMITS.workers, `at most ${LIMITS.workers} workers`),
      ),
    ),
  ],
  'a number of workers, or a list of them',
  (value) => (typeof value === 'number' ? 0 : Array.isArray(value) ? 1 : undefined),
)

/** At least a byte a second. */
const rate = atLeast(0.000_001, 1e6)

const costs = fields({
  read_mb_s: v.optional(about('How fast a disk is read.', rate), 100),
  map_mb_s: v.optional(about('How fast a map goes through its input.', rate), 50),
  reduce_mb_s: v.optional(about('How fast a reduce sorts and adds up what it fetched.', rate), 50),
  net_mb_s: v.optional(about('How fast data crosses the network.', rate), 100),
  task_start_s: v.optional(about('How long it takes to start a task.', atLeast(0, 1000)), 1),
})

const bytes = integer(1, 1e9)

export const mapReduceConfigSchema = fields({
  input: about('What the job reads.', input),
  job: v.optional(about('What the job does.', v.literal('wordcount')), 'wordcount'),
  reducers: v.optional(about('How many reduce tasks, so many output files.', integer(1, LIMITS.reducers)), 1),
  combiner: v.optional(about('Whether maps add up their own pairs before the shuffle.', v.boolean()), false),
  partitioner: v.optional(
    about(
      'Which reducer gets a key: by Java String.hashCode, by the hash of Hadoop Text, or by its first letter: a to z in equal ranges, upper case with lower case, keys that begin with no letter to the first reducer.',
      v.picklist(['hash', 'text', 'firstLetter']),
    ),
    'hash',
  ),
  split_bytes: v.optional(about('Bytes of a split. Without it: a block.', bytes)),
  block_bytes: v.optional(about('Bytes of a block in HDFS.', bytes), 64 * 2 ** 20),
  replication: v.optional(about('How many datanodes store each block.', integer(1, 10)), 3),
  workers: about('The nodes that run a tasktracker and a datanode.', workers),
  slowstart: v.optional(
    about('Which fraction of the maps is done before reduces start; 1 is the barrier.', atLeast(0, 1)),
    1,
  ),
  speculative: v.optional(about('Whether slow tasks get a backup.', v.boolean()), false),
  heartbeat_s: v.optional(about('How often the master asks the workers.', atLeast(0.1, 1000)), 3),
  timeout_s: v.optional(about('How long a node is waited for.', atLeast(0.1, 10_000)), 10),
  costs: v.optional(about('How long the work takes.', costs), {}),
})

const node = about('The worker.', name)

const ownActions = [
  action('submit', 'The client writes the input to HDFS and submits the job.', {}),
  action('slow', 'The worker computes slower from now on; work that it has begun keeps its time.', {
    node,
    factor: about('So many times slower; 1 is as before.', atLeast(0.01, 100)),
  }),
  action('read', 'A user reads bytes of a file in HDFS.', {
    client: v.optional(about('Who reads.', v.literal(CLIENT)), CLIENT),
    file: about(
      'The name of the file.',
      v.pipe(v.string('a name'), v.maxLength(60, 'at most 60 characters')),
    ),
    offset: v.optional(about('The first byte.', integer(0, LIMITS.bytes * 10)), 0),
    length: about('How many bytes.', integer(1, LIMITS.bytes * 10)),
  }),
] as const

export const mapReduceActionSchema = v.variant('do', [...ownActions, ...commonActions(name)])

export type MapReduceConfig = v.InferOutput<typeof mapReduceConfigSchema>
export type MapReduceAction = v.InferOutput<(typeof ownActions)[number]>
export type Partitioner = MapReduceConfig['partitioner']

export interface Worker {
  readonly name: string
  readonly rack: string
  readonly slots: number
  readonly speed: number
}

/** The workers of a scenario; a mere number gives `w1`, `w2`, … on one rack, each with two slots. */
export function workersOf({ workers }: Pick<MapReduceConfig, 'workers'>): readonly Worker[] {
  if (typeof workers !== 'number') return workers
  return Array.from({ length: workers }, (_, i) => ({ name: `w${i + 1}`, rack: 'rack1', slots: 2, speed: 1 }))
}
