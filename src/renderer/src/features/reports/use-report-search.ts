import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { type ScopeSearch, scopeNames, scopeOf } from '#renderer/lib'
import { type ReportsSearch, readReportsSearch } from './search.ts'

/** What of the address is to be another; undefined: what stands there goes. */
export type ReportsChange = { readonly [Name in keyof ReportsSearch]?: ReportsSearch[Name] | undefined }

/** The address of the reports, and how a part of it is changed. */
export function useReportSearch() {
  const search = useSearch({ from: '/reports' })
  const navigate = useNavigate({ from: '/reports' })
  const change = (changes: ReportsChange) => void navigate({ search: readReportsSearch({ ...search, ...changes }), replace: true })
  const clearScope = () =>
    change({ last: undefined, from: undefined, to: undefined, ...Object.fromEntries(scopeNames.map((name) => [name, undefined])) })
  return { search, change, clearScope }
}

/** The calls that the address is about; a span up to now is taken when the address comes to say it, so that what is asked stays the same. */
export function useScope(search: ReportsSearch) {
  const names: readonly (keyof ScopeSearch)[] = ['last', 'from', 'to', ...scopeNames]
  const told = JSON.stringify(Object.fromEntries(names.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]]))))
  return useMemo(() => scopeOf(JSON.parse(told), Date.now()), [told])
}
