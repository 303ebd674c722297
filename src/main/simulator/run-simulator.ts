import { readFile } from 'node:fs/promises'
import type { ProfileInput } from './profile.ts'
import { createSimulator, type Simulator } from './simulator.ts'

export interface RunSimulatorOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number | undefined
  /** Default 1. */
  readonly seed?: number | undefined
  /** Path of a JSON file. */
  readonly profileFile?: string | undefined
}

export interface RunningSimulator extends Simulator {
  readonly port: number
  readonly baseUrl: string
}

/** Starts a simulator. Throws what reading the file, JSON.parse, the profile's schema or binding the port throws. */
export async function runSimulator({ port = 0, seed = 1, profileFile }: RunSimulatorOptions): Promise<RunningSimulator> {
  const profile: ProfileInput = profileFile === undefined ? {} : JSON.parse(await readFile(profileFile, 'utf8'))
  const simulator = createSimulator({ seed, profile })
  return { ...simulator, ...(await simulator.listen(port)) }
}
