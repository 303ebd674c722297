import { Button } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useDeferredValue } from 'react'
import { counted, formatCount } from '#renderer/lib'
import { useKeptText } from '#renderer/parts'
import { Glyph, Loaded, Notice, Page, PageHeader } from '#renderer/ui'
import { AddDrawer } from './add-drawer.tsx'
import { filterModels, type ListedModel } from './listed-models.ts'
import { ModelDrawer } from './model-drawer.tsx'
import { ModelsTable } from './models-table.tsx'
import { ModelsToolbar } from './models-toolbar.tsx'
import { changed, type ModelsSearch } from './search.ts'
import { useListedModels } from './use-catalog.ts'

type Change = { readonly [Key in keyof ModelsSearch]?: ModelsSearch[Key] | undefined }

export function ModelsPage() {
  const search = useSearch({ from: '/models' })
  const navigate = useNavigate({ from: '/models' })
  const { query, models, listed, isWhole, providers } = useListedModels()
  const show = useCallback(
    (change: Change, isNew = false) => void navigate({ search: (before) => changed(before, change), replace: !isNew }),
    [navigate],
  )
  const [find, setFind] = useKeptText(search.find ?? '', (text) => show({ find: text }))
  const filter = { ...search, find: useDeferredValue(find) }
  const close = useCallback(() => show({ model: undefined, tab: undefined, add: undefined }), [show])
  return (
    <Page
      isFixed
      header={
        <PageHeader
          title="Models"
          facts={query.data === undefined ? null : <Facts listed={listed} isWhole={isWhole} providers={providers.length} />}
          actions={
            <Button variant="filled" leftSection={<Glyph name="plus" size={14} />} onClick={() => show({ add: true }, true)}>
              Add a model
            </Button>
          }
        />
      }
    >
      <Loaded query={query}>
        {() => (
          <>
            <Endings listed={listed} onShow={() => show({ status: 'ending' })} />
            <ModelsToolbar
              find={find}
              onFind={setFind}
              search={search}
              onChange={show}
              providers={providers}
              shown={counted(filterModels(listed, filter).length, 'model')}
            />
            <ModelsTable
              listed={listed}
              filter={filter}
              providers={providers}
              unit={search.unit ?? 'million'}
              chosen={search.model}
              onOpen={(model) => show({ model, tab: search.tab }, search.model === undefined)}
            />
          </>
        )}
      </Loaded>
      <ModelDrawer search={search} models={models} onShow={show} onClose={close} />
      <AddDrawer
        isOpen={search.add === true && search.model === undefined}
        search={search}
        providers={providers}
        onShow={show}
        onClose={close}
      />
    </Page>
  )
}

function Facts({
  listed,
  isWhole,
  providers,
}: {
  readonly listed: readonly ListedModel[]
  readonly isWhole: boolean
  readonly providers: number
}) {
  const mapped = listed.filter(({ model }) => model.fallback !== null).length
  return (
    <>
      <span>
        {counted(listed.length, 'model')}
        {isWhole ? '' : ' so far'} of {counted(providers, 'provider')}
      </span>
      <Link to="/models/fallbacks">{mapped === 0 ? 'No fallbacks yet' : `${formatCount(mapped)} with a fallback`}</Link>
    </>
  )
}

/** Models whose sunset is near or past are told of before anything else. */
function Endings({ listed, onShow }: { readonly listed: readonly ListedModel[]; readonly onShow: () => void }) {
  const ending = listed.filter(({ isEnding }) => isEnding)
  const [first, second] = ending
  if (first === undefined) return null
  const named = [first, ...(second === undefined ? [] : [second])].map(
    ({ model, sunset }) => `${model.ref} (${sunset?.word.toLowerCase()})`,
  )
  return (
    <Notice
      tone={ending.some(({ sunset }) => sunset?.standing === 'past') ? 'bad' : 'waiting'}
      actions={
        <Button size="compact-xs" onClick={onShow}>
          Show them
        </Button>
      }
    >
      {ending.length === 1 ? 'A model' : counted(ending.length, 'model')} in use ends soon or has ended: {named.join(', ')}
      {ending.length > 2 ? ` and ${counted(ending.length - 2, 'other')}` : ''}.
    </Notice>
  )
}
