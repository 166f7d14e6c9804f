/** A lab in the stack, in the words of the home page. */
export interface LabInStack {
  /** The lab's id. */
  readonly lab: string
  readonly words: string
  /** Size of its picture, in pixels. */
  readonly picture: { readonly width: number; readonly height: number }
}

/** A layer of the stack of cluster software (CS162 slides 41 to 46). */
export interface StackLayer {
  readonly title: string
  readonly does: string
  readonly also: string
  readonly labs: readonly LabInStack[]
  /** How it leans on the layer beneath. */
  readonly link: string
}

/** From top to bottom, as the slides draw it. */
export const STACK: readonly StackLayer[] = [
  {
    title: 'Processing',
    does: 'turns a job into tasks',
    also: 'also here: Spark, MPI',
    labs: [
      {
        lab: 'mapreduce',
        words: 'Count words with maps and reduces over HDFS. Lose a worker, finish anyway.',
        picture: { width: 420, height: 150 },
      },
    ],
    link: 'its tasks need CPU and memory',
  },
  {
    title: 'Resource management',
    does: 'gives tasks a place to run',
    also: 'also here: YARN',
    labs: [
      {
        lab: 'mesos',
        words: 'Offer free CPU and memory to frameworks. Keep dominant shares fair.',
        picture: { width: 420, height: 150 },
      },
    ],
    link: 'its tasks read and write data',
  },
  {
    title: 'Storage',
    does: 'finds and keeps data',
    also: 'also here: HDFS',
    labs: [
      {
        lab: 'chord',
        words: 'Find the node that owns a key while nodes join and fail.',
        picture: { width: 156, height: 150 },
      },
      {
        lab: 'quorum',
        words: 'Put at W, get at R. See when a get is stale.',
        picture: { width: 180, height: 150 },
      },
    ],
    link: 'kept on',
  },
]
