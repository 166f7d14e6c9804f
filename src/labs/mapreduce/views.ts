import type { Address } from '../../engine/kernel/role.ts'
import type { Frame } from '../../engine/record/frame.ts'
import { Checks } from '../../ui/Checks.tsx'
import { CodePane } from '../../ui/CodePane.tsx'
import type { LabViews } from '../lab.ts'
import { JobThumbnail } from './JobThumbnail.tsx'
import { MapReduceParameters } from './MapReduceParameters.tsx'
import { MapReduceStage } from './MapReduceStage.tsx'
import { scenarioOfText } from './ownText.ts'
import { BytesPane } from './panes/BytesPane.tsx'
import { MasterPane } from './panes/MasterPane.tsx'
import { workersIn } from './picture/picture.ts'
import { mapReduceSigns } from './signs.tsx'
import { bars, lanes } from './timeline/bars.ts'

/** The page of the MapReduce lab. */
export const mapReduceViews: LabViews = {
  Stage: MapReduceStage,
  Parameters: MapReduceParameters,
  panes: [
    { name: 'Code', Content: CodePane, kind: 'code' },
    { name: 'Master', Content: MasterPane, kind: 'state' },
    { name: 'Bytes', Content: BytesPane, kind: 'state' },
    { name: 'Checks', Content: Checks, kind: 'state' },
  ],
  signs: mapReduceSigns,
  thumbnail: {
    scenario: 'mapreduce-worker-fails',
    step: 258,
    machines: (frame) => workersIn(frame as Parameters<typeof workersIn>[0]),
    Drawing: JobThumbnail,
  },
  lanes,
  laneState: (frame: Frame<unknown>, address: Address) =>
    frame.status(address) === undefined ? 'absent' : frame.status(address) === 'up' ? 'member' : 'down',
  bars,
  ofText: scenarioOfText,
}
