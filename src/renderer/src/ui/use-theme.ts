import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import type { Theme } from '#contract/preferences'
import { useApi } from '#renderer/transport'
import { toastFailure } from './toasts.ts'

/** The theme, and how to choose another. It holds at once, is kept with a person's preferences, and in this browser too, so that the next page begins with it. */
export function useTheme(): { readonly theme: Theme; readonly choose: (theme: Theme) => void } {
  const api = useApi()
  const queries = useQueryClient()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { mutate } = useMutation(
    api.preferences.set.mutationOptions({
      onSuccess: (kept) => queries.setQueryData(api.preferences.get.queryKey(), kept),
      onError: toastFailure,
    }),
  )
  return {
    theme: colorScheme === 'auto' ? 'system' : colorScheme,
    choose: (theme) => {
      setColorScheme(schemeOf(theme))
      mutate({ theme })
    },
  }
}

/** The page takes the theme that was chosen in another window, or another shell. */
export function useKeptTheme(): void {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { data } = useQuery(useApi().preferences.get.queryOptions())
  const theme = data?.theme
  // Once for each theme that is told, and only where it is another: to set one restyles the whole page.
  const take = useEffectEvent((scheme: MantineColorScheme) => {
    if (scheme !== colorScheme) setColorScheme(scheme)
  })
  useEffect(() => {
    if (theme !== undefined) take(schemeOf(theme))
  }, [theme])
}

function schemeOf(theme: Theme): MantineColorScheme {
  return theme === 'system' ? 'auto' : theme
}
