import { Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Model } from '#contract/catalog'
import type { ModelRef } from '#contract/ids'
import { failureOf } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { EmptyState, FailureState, LoadingState, SideDrawer } from '#renderer/ui'
import { EditModel } from './edit-model.tsx'
import { ModelState } from './model-state.tsx'
import { ModelUsage } from './model-usage.tsx'
import classes from './models.module.css'
import { PricePanel } from './prices/price-panel.tsx'
import type { RateUnit } from './rate-unit.ts'
import type { ModelsSearch, ModelTab } from './search.ts'

interface ModelDrawerProps {
  readonly search: ModelsSearch
  readonly models: readonly Model[]
  readonly onShow: (change: { readonly tab?: ModelTab | undefined; readonly unit?: ModelsSearch['unit'] | undefined }) => void
  readonly onClose: () => void
}

/** One model: what is known of it, its prices, and what uses it. */
export function ModelDrawer({ search, models, onShow, onClose }: ModelDrawerProps) {
  const { model: ref, tab } = search
  const unit: RateUnit = search.unit ?? 'million'
  return (
    <SideDrawer isOpen={ref !== undefined} onClose={onClose} width={720} title={ref ?? ''}>
      {ref === undefined ? null : (
        <OneModel
          key={ref}
          name={ref}
          models={models}
          tab={tab}
          unit={unit}
          onTab={(next) => onShow({ tab: next })}
          onUnit={(next) => onShow({ unit: next === 'million' ? undefined : next })}
        />
      )}
    </SideDrawer>
  )
}

interface OneModelProps {
  readonly name: string
  readonly models: readonly Model[]
  readonly tab: ModelTab | undefined
  readonly unit: RateUnit
  readonly onTab: (tab: ModelTab | undefined) => void
  readonly onUnit: (unit: RateUnit) => void
}

function OneModel({ name, models, tab, unit, onTab, onUnit }: OneModelProps) {
  const listed = models.find(({ ref }) => ref === name)
  // An address may say anything: what is no ref is refused there, and said to be nowhere here.
  const { data, error, refetch } = useQuery(useApi().models.get.queryOptions({ input: { ref: name as ModelRef } }))
  const model = data ?? listed
  if (model === undefined && error !== null)
    return failureOf(error)?.code === 'NOT_FOUND' || failureOf(error)?.code === 'INVALID_INPUT' ? (
      <EmptyState title="No model is called so">It may have been removed. The list has those that there are.</EmptyState>
    ) : (
      <FailureState error={error} onRetry={refetch} />
    )
  if (model === undefined) return <LoadingState />
  return (
    <div className={classes['drawer']}>
      <Tabs value={tab ?? 'model'} onChange={(next) => onTab(next === 'prices' || next === 'usage' ? next : undefined)}>
        <Tabs.List>
          <Tabs.Tab value="model">Model</Tabs.Tab>
          <Tabs.Tab value="prices">Prices</Tabs.Tab>
          <Tabs.Tab value="usage">Used by</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="model">
          <ModelState model={model} models={models} />
          <EditModel model={model} />
        </Tabs.Panel>
        <Tabs.Panel value="prices">
          <PricePanel model={model} unit={unit} onUnit={onUnit} />
        </Tabs.Panel>
        <Tabs.Panel value="usage">
          <ModelUsage model={model} />
        </Tabs.Panel>
      </Tabs>
    </div>
  )
}
