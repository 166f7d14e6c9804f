import type { ListingLine, Procedure } from '../../engine/run/protocol.ts'

/** A procedure from its lines: two spaces before a line indent it by one. */
function procedure(
  name: string,
  signature: string,
  lines: readonly (readonly [string, string])[],
): Procedure {
  return {
    name,
    signature,
    lines: lines.map(([id, text]): ListingLine => {
      const indented = text.trimStart()
      return { id: `${name}.${id}`, indent: 1 + (text.length - indented.length) / 2, text: indented }
    }),
  }
}

/**
 * The job as in "MapReduce: Simplified Data Processing on Large Clusters" (OSDI 2004), section 3; the numbers in
 * front of lines are those of its figure 1. HDFS below it as the slides on reading and writing files have it.
 */
export const LISTING: readonly Procedure[] = [
  procedure('submit', 'client.submit(job)', [
    ['write', 'for each file f: write(f)'],
    ['job', '(1) master.run(job)'],
    ['wait', 'wait until the job is over'],
  ]),
  procedure('run', 'master.run(job)', [
    ['splits', 'splits = namenode.blocks(input)'],
    ['tasks', 'a map for each split, R reduces'],
  ]),
  procedure('schedule', 'master.schedule()', [
    ['near', 'w = free worker near the split'],
    ['map', '(2) w.map(m, split)'],
    ['barrier', 'if slowstart of maps are done'],
    ['reduce', '  (2) w.reduce(r, outputs)'],
  ]),
  procedure('map', 'w.map(m, split)', [
    ['read', '(3) lines = read(split)'],
    ['finish', 'if the last line goes on: read on'],
    ['map', 'for each word w: emit(w, 1)'],
    ['combine', 'add up the counts of a word'],
    ['write', '(4) write R sorted parts to disk'],
    ['done', 'master.done(m)'],
  ]),
  procedure('reduce', 'w.reduce(r, outputs)', [
    ['for', 'for each map m'],
    ['fetch', '  (5) fetch(m, partition r)'],
    ['wait', '  if it is lost: wait'],
    ['sort', 'sort pairs by word'],
    ['emit', 'for each word w: emit(w, sum)'],
    ['write', '(6) write the output to HDFS'],
    ['done', 'master.done(r)'],
  ]),
  procedure('fetch', 'w.fetch(m, r)', [['return', 'return part r of the output of m']]),
  procedure('done', 'master.done(task)', [
    ['first', 'if no attempt at task was first'],
    ['keep', '  note where its output is'],
    ['kill', '  stop the other attempts'],
    ['tell', '  tell the reducers'],
    ['end', 'if all are done: tell client'],
  ]),
  procedure('tick', 'master.tick()', [
    ['lost', 'if w has been silent for timeout'],
    ['rerun', '  its tasks and maps run again'],
    ['backup', 'if t lags alone: back it up'],
    ['ping', 'for each worker w: w.ping()'],
  ]),
  procedure('ping', 'w.ping()', [
    ['answer', 'answer how the attempts stand'],
    ['register', 'without pings: register'],
  ]),
  procedure('write', 'writer.write(f)', [
    ['allocate', 'b, ds = namenode.add(f, i, tried)'],
    ['send', 'ds[0].store(b, data, ds)'],
    ['retry', 'if ds[0] is silent: add to tried'],
    ['complete', 'namenode.complete(f)'],
  ]),
  procedure('allocate', 'namenode.add(f, i, tried)', [
    ['choose', 'ds = live datanodes but for tried'],
    ['return', 'return new block id, ds'],
  ]),
  procedure('complete', 'namenode.complete(f)', [['keep', 'if there is no f: keep it']]),
  procedure('store', 'd.store(b, data, ds)', [
    ['disk', 'disk[b] = data'],
    ['forward', 'next of ds: store(b, data, ds)'],
    ['ack', 'acknowledge to the one before'],
  ]),
  procedure('read', 'reader.read(f, range)', [
    ['locate', 'b, ds = namenode.locate(f, i)'],
    ['local', 'if b is on this disk: read it'],
    ['remote', 'else data = ds[0].read(b, range)'],
    ['next', 'if ds[0] is silent: next of ds'],
  ]),
  procedure('locate', 'namenode.locate(f, i)', [['return', 'return block id, live datanodes']]),
  procedure('serve', 'd.read(b, range)', [['return', 'return disk[b][range]']]),
  procedure('watch', 'namenode.watch()', [
    ['lost', 'if d is silent: give it up'],
    ['back', 'if it comes back: count on it'],
  ]),
]
