import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import './page.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createConnection } from '#renderer/transport'
import { App } from './app.tsx'
import { loadAhead } from './load-ahead.ts'
import { createAppRouter } from './router.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
const connection = createConnection()
const router = createAppRouter({ connection })
createRoot(root).render(
  <StrictMode>
    <App connection={connection} router={router} />
  </StrictMode>,
)
loadAhead(connection.client)
