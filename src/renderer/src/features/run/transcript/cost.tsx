import type { Transcript } from '#contract/runs'
import { CallArithmetic, CallUsage, PricesAsTheyWere } from '#renderer/parts'
import { Section } from '#renderer/ui'

/** What the call that answered used and cost, class by class, at the prices as they were then; and what the calls before it cost, those that further turns followed among them. */
export function Cost({ transcript }: { readonly transcript: Transcript }) {
  const { usage, calls, costSnapshot } = transcript
  const answering = calls.findLast(({ state }) => state === 'answered')
  const others = calls.filter((call) => call !== answering && call.estimatedCost.state !== 'none')
  if (answering === undefined && others.length === 0) return null
  return (
    <Section title="Usage and cost">
      {answering === undefined ? null : answering.costArithmetic === null ? (
        <CallUsage usage={usage} call={answering} />
      ) : (
        <CallArithmetic
          call={answering}
          arithmetic={answering.costArithmetic}
          {...(others.length === 0 ? {} : { title: `Call ${answering.number}, which answered` })}
        />
      )}
      {others.map((call) =>
        call.costArithmetic === null ? null : (
          <CallArithmetic key={call.id} call={call} arithmetic={call.costArithmetic} title={`Call ${call.number}`} />
        ),
      )}
      {costSnapshot === null ? null : <PricesAsTheyWere snapshot={costSnapshot} />}
    </Section>
  )
}
