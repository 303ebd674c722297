import { VisuallyHidden } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { formatCount } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { Loaded, LoadingState, When } from '#renderer/ui'
import classes from './import.module.css'
import { formatWords } from './row-words.ts'

/** What was imported, newest first. */
export function HistoryTable() {
  const history = useQuery(useApi().imports.history.queryOptions())
  return (
    <Loaded query={history} loading={<LoadingState rows={2} />}>
      {({ items }) =>
        items.length === 0 ? (
          <p className={classes['none']}>Nothing yet. What is imported can be taken back as one, here or under History.</p>
        ) : (
          <table className={classes['table']}>
            <thead>
              <tr>
                <th>Source</th>
                <th>Format</th>
                <th>When</th>
                <th data-align="end">Entries</th>
                <th data-align="end">Models</th>
                <th>
                  <VisuallyHidden>Change</VisuallyHidden>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map(({ change, source, format, atMs, entries, models }) => (
                <tr key={change}>
                  <td className={classes['source']}>{source}</td>
                  <td>{formatWords[format]}</td>
                  <td>
                    <When atMs={atMs} />
                  </td>
                  <td data-align="end">{formatCount(entries)}</td>
                  <td data-align="end">{formatCount(models)}</td>
                  <td data-align="end">
                    <Link to="/history" search={{ entry: change }} aria-label={`What the import of ${source} changed`}>
                      Changes
                    </Link>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      }
    </Loaded>
  )
}
