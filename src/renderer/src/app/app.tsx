import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { type Connection, ConnectionContext } from '#renderer/transport'
import type { AppRouter } from './router.ts'
import { cssVariablesResolver, theme } from './theme.ts'

/** The nonce of this page, which its shell has put into its head: style elements without it are not obeyed. */
function readNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
}

export function App({ connection, router }: { readonly connection: Connection; readonly router: AppRouter }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto" getStyleNonce={readNonce}>
      <ConnectionContext value={connection}>
        <QueryClientProvider client={connection.queries}>
          <Notifications position="bottom-right" limit={4} />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </ConnectionContext>
    </MantineProvider>
  )
}
