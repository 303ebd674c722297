import { useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { type ProbeQuery, readProbeQuery } from './probe-query.ts'

/** What the address asks for of the probes: the same object as long as it is the same. */
export function useProbeQuery(): ProbeQuery {
  const told = JSON.stringify(readProbeQuery(useSearch({ from: '/runs/$run' })))
  return useMemo(() => JSON.parse(told), [told])
}
