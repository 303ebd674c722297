import './page.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { WelcomePage } from './welcome-page.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <WelcomePage />
  </StrictMode>,
)
