import { wireOf } from '../providers/wires/index.ts'
import { describeFaults } from './describe-faults.ts'

describeFaults(wireOf('openai-chat'))
