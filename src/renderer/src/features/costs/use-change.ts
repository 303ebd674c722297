import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { type CostsSearch, readCostsSearch } from './search.ts'

/** What of the address is to be another; undefined: what stands there goes. */
export type CostsChange = { readonly [Name in keyof CostsSearch]?: CostsSearch[Name] | undefined }

/** `isTyped`: each letter is no place to go back to. */
export function useChange(): (change: CostsChange, isTyped?: boolean) => void {
  const navigate = useNavigate({ from: '/costs' })
  return useCallback(
    (change, isTyped = false) => void navigate({ search: (search) => readCostsSearch({ ...search, ...change }), replace: isTyped }),
    [navigate],
  )
}
