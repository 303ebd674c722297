import { Button, MultiSelect, Select } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ModelRef, PoolName } from '#contract/ids'
import type { Pool } from '#contract/pools'
import { counted } from '#renderer/lib'
import { ReasonDialog, toastEdited } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import { Section, SideDrawer, toastFailure } from '#renderer/ui'
import { AddPool } from './add-pool.tsx'
import classes from './pools.module.css'
import { labelOf } from './use-pools.ts'

interface PoolModelsProps {
  readonly pool: Pool
  readonly others: readonly Pool[]
  readonly onOpen: (pool: string | undefined) => void
}

const mostShown = 24

/** The models that share a pool's limits, and how they come to share others. */
export function PoolModels({ pool, others, onOpen }: PoolModelsProps) {
  const [isAll, setIsAll] = useState(false)
  const [isSplitting, setIsSplitting] = useState(false)
  const shown = isAll ? pool.models : pool.models.slice(0, mostShown)
  return (
    <>
      <Section title="Models" aside={counted(pool.models.length, 'model')}>
        {pool.models.length === 0 ? (
          <p className={classes['hint']}>None shares its limits: move some here, or merge it into another.</p>
        ) : null}
        <ul className={classes['models']}>
          {shown.map((model) => (
            <li key={model}>
              <a href={`#/models?model=${encodeURIComponent(model)}`}>{model}</a>
            </li>
          ))}
        </ul>
        <div className={classes['buttons']}>
          {pool.models.length > mostShown ? (
            <Button variant="subtle" onClick={() => setIsAll(!isAll)}>
              {isAll ? 'Show fewer' : `Show all ${pool.models.length}`}
            </Button>
          ) : null}
          <Button onClick={() => setIsSplitting(true)}>Split off a pool …</Button>
        </div>
      </Section>
      {others.length === 0 ? null : (
        <>
          <Section title="Move models here">
            <MoveHere pool={pool} others={others} />
          </Section>
          <Section title="Merge">
            <Merge pool={pool} others={others} onOpen={onOpen} />
          </Section>
        </>
      )}
      <SideDrawer isOpen={isSplitting} onClose={() => setIsSplitting(false)} title={`Split a pool off ${labelOf(pool)}`} width={620}>
        <AddPool
          pools={[pool, ...others]}
          from={pool}
          onAdded={(added) => {
            setIsSplitting(false)
            onOpen(added)
          }}
        />
      </SideDrawer>
    </>
  )
}

function MoveHere({ pool, others }: { readonly pool: Pool; readonly others: readonly Pool[] }) {
  const { provider, name } = pool
  const [models, setModels] = useState<readonly string[]>([])
  const { mutate, isPending } = useMutation(
    useApi().pools.move.mutationOptions({
      onSuccess: ({ change }) => {
        toastEdited(change, `${counted(models.length, 'model')} moved to ${labelOf(pool)}`)
        setModels([])
      },
      onError: toastFailure,
    }),
  )
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (models.length > 0) mutate({ provider, to: name, models: [...models] as ModelRef[] })
      }}
    >
      <MultiSelect
        label="Models of other pools"
        placeholder={models.length === 0 ? 'Type to find' : undefined}
        searchable
        limit={50}
        hidePickedOptions
        data={others.map((other) => ({ group: labelOf(other), items: [...other.models] }))}
        value={[...models]}
        onChange={setModels}
      />
      <div>
        <Button type="submit" loading={isPending} disabled={models.length === 0}>
          Move {models.length === 0 ? 'them' : counted(models.length, 'model')} here
        </Button>
      </div>
    </form>
  )
}

function Merge({ pool, others, onOpen }: PoolModelsProps) {
  const { provider, name, revision } = pool
  const [into, setInto] = useState<string | null>(null)
  const [isAsking, setIsAsking] = useState(false)
  const target = others.find((other) => other.name === into) ?? others[0]
  const { mutate, isPending } = useMutation(
    useApi().pools.merge.mutationOptions({
      onSuccess: (left) => {
        toastEdited(left.change, `${labelOf(pool)} was merged into ${labelOf(left)}`)
        onOpen(labelOf(left))
      },
      onError: toastFailure,
    }),
  )
  if (target === undefined) return null
  return (
    <div className={classes['form']}>
      <Select
        label="Into"
        data={others.map((other) => ({ value: other.name, label: labelOf(other) }))}
        value={target.name}
        allowDeselect={false}
        onChange={setInto}
      />
      <div>
        <Button loading={isPending} onClick={() => setIsAsking(true)}>
          Merge into {labelOf(target)} …
        </Button>
      </div>
      <ReasonDialog
        isOpen={isAsking}
        title={`Merge ${labelOf(pool)} into ${labelOf(target)}?`}
        confirmLabel="Merge them"
        onLeave={() => setIsAsking(false)}
        onConfirm={(reason) => {
          setIsAsking(false)
          mutate({ provider, name, into: target.name as PoolName, revision, ...reason })
        }}
      >
        <p>
          Its {counted(pool.models.length, 'model')} share the limits of {labelOf(target)} from then on,{' '}
          {counted(target.limits.maxParallel, 'call')} at once; the limits of {labelOf(pool)} are gone. It can be undone.
        </p>
      </ReasonDialog>
    </div>
  )
}
