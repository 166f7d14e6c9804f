import type { Lab } from './lab.ts'

/** The labs in the order of the header. */
export const labs: readonly Lab[] = [
  {
    id: 'chord',
    title: 'Chord',
    scenarios: [
      { name: 'chord-join-50', title: 'join(50)' },
      { name: 'chord-lookup-37', title: 'lookup(37)' },
      { name: 'chord-key-mapping', title: 'Key to node mapping' },
      { name: 'chord-lost-notify', title: 'A lost notify' },
      { name: 'chord-64-nodes', title: 'A lookup among 64 nodes' },
      { name: 'chord-fingers-80', title: 'The fingers of node 80' },
      { name: 'chord-lookup-54', title: 'lookup(54) by fingers' },
      { name: 'chord-replicas-15', title: 'Node 15 fails, key 14 stays' },
      { name: 'chord-broken-two-rings', title: 'Broken: one ring becomes two' },
      { name: 'chord-broken-two-rings-corrected', title: 'Corrected: one ring stays one' },
      { name: 'chord-broken-no-ring', title: 'Broken: the ring gets lost' },
      { name: 'chord-broken-no-ring-corrected', title: 'Corrected: the ring stays' },
    ],
    blank: 'chord-new',
    load: async () => (await import('./chord/views.ts')).chordViews,
  },
  {
    id: 'quorum',
    title: 'Quorum',
    scenarios: [
      { name: 'quorum-put-at-3-get-at-3', title: 'Put at 3, get at 3, one down' },
      { name: 'quorum-put-k14', title: 'put(K14, V14) fails on N3' },
      { name: 'quorum-n3-alone-nil', title: 'N3 alone answers NIL' },
      { name: 'quorum-overlap', title: 'Every write set meets every read set' },
      { name: 'quorum-stale-read', title: 'A stale read' },
    ],
    blank: 'quorum-new',
    load: async () => (await import('./quorum/views.ts')).quorumViews,
  },
  {
    id: 'mesos',
    title: 'Mesos',
    scenarios: [
      { name: 'mesos-two-frameworks', title: 'Two frameworks, three agents' },
      { name: 'mesos-drf', title: 'Dominant shares: 9 CPU and 18 GB' },
      { name: 'mesos-blue-file', title: 'Waiting for the blue file' },
      { name: 'mesos-jobs-and-tasks', title: 'Framework, job, task, executor' },
      { name: 'mesos-remainder', title: 'What two tasks leave of an agent' },
      { name: 'mesos-answer-yourself', title: 'Answer the offers yourself' },
    ],
    blank: 'mesos-new',
    load: async () => (await import('./mesos/views.ts')).mesosViews,
  },
  {
    id: 'mapreduce',
    title: 'MapReduce',
    scenarios: [
      { name: 'mapreduce-word-count', title: 'Word count' },
      { name: 'mapreduce-worker-fails', title: 'Word count, w3 fails' },
      { name: 'mapreduce-slow-worker', title: 'Word count, w4 is slow' },
      { name: 'mapreduce-pairs', title: 'Pairs, grouped by key' },
      { name: 'mapreduce-pairs-combined', title: 'Pairs, combined' },
      { name: 'mapreduce-hello-world', title: 'Hello World' },
      { name: 'mapreduce-block-boundary', title: 'A word across a block boundary' },
      { name: 'mapreduce-text-file', title: 'A whole text' },
    ],
    blank: 'mapreduce-new',
    readsText: true,
    load: async () => (await import('./mapreduce/views.ts')).mapReduceViews,
  },
]
