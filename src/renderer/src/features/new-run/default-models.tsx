import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Model } from '#contract/catalog'
import { useApi } from '#renderer/transport'
import { notAvailable } from './model-words.ts'
import classes from './models.module.css'

/** Which models `defaults` stands for now, which it passes over and why, and the providers that have none. */
export function DefaultModels() {
  const { data } = useQuery(useApi().models.defaults.queryOptions())
  if (data === undefined) return null
  const isAsked = ({ availability }: Model) => availability === 'available' || availability === 'stopped'
  const [asked, passed] = [data.items.filter(isAsked), data.items.filter((model) => !isAsked(model))]
  return (
    <div className={classes['defaults']}>
      <p>
        {asked.length === 0 ? (
          'None can be asked now: add a model, or give a provider its key.'
        ) : (
          <>
            Now: <b>{asked.map(({ ref }) => ref).join(', ')}</b>
          </>
        )}
      </p>
      {passed.length === 0 ? null : (
        <p>Passed over: {passed.map((model) => `${model.ref} (${notAvailable(model.availability)})`).join(', ')}</p>
      )}
      {data.without.length === 0 ? null : (
        <p>
          Without a default: {data.without.join(', ')}. Choose one under <Link to="/models">Models</Link>.
        </p>
      )}
    </div>
  )
}
