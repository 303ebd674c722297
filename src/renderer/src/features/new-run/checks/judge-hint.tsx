import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useApi } from '#renderer/transport'
import formClasses from '../new-run.module.css'
import classes from './checks.module.css'

/** Who judges: the app's own model for it, its calls paid beside the run's. */
export function JudgeHint() {
  const { data } = useQuery(useApi().settings.infra.queryOptions())
  const judge = data?.items.find(({ task }) => task === 'judge')
  if (judge === undefined) return null
  return (
    <p className={`${formClasses['hint']} ${classes['wide']}`}>
      {judge.model === null ? (
        <>
          No model can judge now: choose one under <Link to="/settings">Settings</Link>.
        </>
      ) : (
        `${judge.model} judges each answer; what that costs is counted apart.`
      )}
    </p>
  )
}
