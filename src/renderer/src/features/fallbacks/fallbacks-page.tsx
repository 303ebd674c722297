import { TextInput } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useDeferredValue, useMemo } from 'react'
import { counted } from '#renderer/lib'
import { useModels } from '#renderer/parts'
import { EmptyState, Glyph, Loaded, Notice, Page, PageHeader, Section } from '#renderer/ui'
import classes from './fallbacks.module.css'
import { MapForm } from './map-form.tsx'
import { MappingGraph } from './mapping-graph.tsx'
import { layOut, type MapLayout } from './mapping-layout.ts'
import { sayProblem } from './say-problem.ts'
import type { FallbacksSearch } from './search.ts'

export function FallbacksPage() {
  const search = useSearch({ from: '/models/fallbacks' })
  const navigate = useNavigate({ from: '/models/fallbacks' })
  const { query, models, isWhole } = useModels()
  const find = useDeferredValue(search.find ?? '')
  const layout = useMemo(() => layOut(models, find), [models, find])
  const show = ({ model, find: text }: { readonly [Key in keyof FallbacksSearch]: string | undefined }) =>
    void navigate({
      search: { ...(model === undefined || model === '' ? {} : { model }), ...(text === undefined || text === '' ? {} : { find: text }) },
      replace: true,
    })
  const choose = (model: string | undefined) => show({ model, find: search.find })
  return (
    <Page
      header={<PageHeader title="Fallbacks" above={<Link to="/models">Models</Link>} facts={isWhole ? <Facts layout={layout} /> : null} />}
    >
      <Loaded query={query}>
        {() => (
          <>
            <p className={classes['lead']}>
              Where a run allows it, a probe whose model cannot answer is answered by what that model falls back to: once, whatever the
              fallback’s own mapping says.
            </p>
            <Problems layout={layout} />
            <MapForm models={models} chosen={search.model} onChoose={choose} />
            <Section
              title="Mapping"
              aside={
                <TextInput
                  w={220}
                  aria-label="Find in the mapping"
                  placeholder="Find a model"
                  leftSection={<Glyph name="search" size={14} />}
                  value={search.find ?? ''}
                  onChange={(event) => show({ model: search.model, find: event.currentTarget.value })}
                />
              }
            >
              <Drawing layout={layout} isWhole={isWhole} find={find} chosen={search.model} onChoose={choose} />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  )
}

interface DrawingProps {
  readonly layout: MapLayout
  readonly isWhole: boolean
  readonly find: string
  readonly chosen: string | undefined
  readonly onChoose: (ref: string) => void
}

function Drawing({ layout, isWhole, find, chosen, onChoose }: DrawingProps) {
  if (layout.nodes.length === 0 && isWhole)
    return find === '' ? (
      <EmptyState title="No model has a fallback">Choose a model and what it falls back to above.</EmptyState>
    ) : (
      <EmptyState title="No model of the mapping is called so" />
    )
  return (
    <>
      <MappingGraph layout={layout} chosen={chosen} onChoose={onChoose} />
      {layout.hidden === 0 ? null : (
        <p className={classes['lead']}>{counted(layout.hidden, 'further pair')} not drawn: look for a model by its name.</p>
      )}
    </>
  )
}

function Facts({ layout: { pairs, longest } }: { readonly layout: MapLayout }) {
  if (pairs === 0) return 'No model falls back to another'
  return `${counted(pairs, 'model')} with a fallback${longest > 2 ? `; the longest chain has ${longest}` : ''}`
}

/** Nothing runs while the mapping is not valid: that is said before anything else. */
function Problems({ layout: { nodes } }: { readonly layout: MapLayout }) {
  const bad = nodes.filter(({ problem }) => problem !== undefined)
  return bad.slice(0, 3).map((node) => (
    <Notice key={node.ref} tone="bad">
      {sayProblem(node)}
    </Notice>
  ))
}
