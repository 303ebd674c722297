import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
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
  const { setColorScheme } = useMantineColorScheme()
  const { data } = useQuery(useApi().preferences.get.queryOptions())
  const theme = data?.theme
  useEffect(() => {
    if (theme !== undefined) setColorScheme(schemeOf(theme))
  }, [theme, setColorScheme])
}

function schemeOf(theme: Theme): MantineColorScheme {
  return theme === 'system' ? 'auto' : theme
}
