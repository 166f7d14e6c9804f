import type { Box, JobLayout } from './layout.ts'

/** The name of a column, and the place that it takes. */
export interface Title extends Box {
  readonly name: string
}

/** Size of the letters, in pixels. */
export function titleSize({ zoom }: Pick<JobLayout, 'zoom'>): number {
  return Math.max(13.5, 15 * zoom * (zoom > 1 ? 0.9 : 1))
}

/** The names of the columns: the phases of a job, in order. */
export function titlesOf(layout: JobLayout, combiner: boolean): Title[] {
  const { columns, titleY, zoom, scale, part } = layout
  const partitionEnd = columns.partition.x + columns.partition.width
  const combined = combiner && columns.partition.width > 136 * zoom
  const titles: readonly (readonly [string, number])[] =
    scale === 'tiles'
      ? [
          ['map', columns.split.x],
          ['reduce', columns.reduce.x],
        ]
      : [
          [part === undefined ? 'HDFS split' : 'split', columns.split.x],
          ['map', columns.map.x],
          [combined ? 'combine, partition' : 'partition', columns.partition.x],
          ['shuffle', (partitionEnd + columns.reduce.x) / 2 - 25 * zoom],
          ['sort, reduce', columns.reduce.x],
          ['output', columns.output.x],
        ]
  const letter = titleSize(layout)
  return titles.map(([name, x]) => ({
    name,
    x,
    y: titleY - letter * 0.75,
    width: name.length * letter * 0.52,
    height: letter,
  }))
}
