import { cutStream, stream } from '../providers/scripted-server.ts'
import type { Wire } from '../providers/wires/index.ts'
import { type Fault, hanging, triedFiveTimes } from './fault.ts'
import { always } from './wire-engine.ts'

const beginning = (wire: Wire) => wire.events({ deltas: ['Par', 'is.'], usage: wire.usageCases[0]?.raw ?? {}, finishReason: null })

/** What can only happen to a stream: what had arrived is paid for. */
export const streamFaults: readonly Fault[] = [
  hanging(120_000),
  {
    name: 'a stream cut in the middle',
    script: (wire) => always(cutStream(beginning(wire), 'closed')),
    expected: triedFiveTimes('INVALID_RESPONSE', 'estimated'),
  },
  {
    name: 'an error inside a stream that had begun',
    script: (wire) => always(stream([...beginning(wire), wire.overloadEvent])),
    expected: triedFiveTimes('OVERLOADED', 'estimated'),
  },
]
