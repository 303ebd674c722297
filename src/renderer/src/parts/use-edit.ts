import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { type Conflict, conflictOf, type Decision } from './conflict.ts'
import { type FormErrors, formErrorsOf, noFormErrors } from './form-errors.ts'

/** What a form began with: what differs from it is what was edited. */
interface Start<Form> {
  readonly initial: Form
  /** undefined: it is something new. */
  readonly revision: number | undefined
}

interface EditOptions<Form extends object, Answer> {
  /** As it stands. What changes while something is typed is met when it is saved. */
  readonly initial: Form
  readonly revision?: number | undefined
  /** What is wrong before the engine is asked, by field. */
  readonly check: (form: Form) => ReadonlyMap<string, string>
  /** The field that shows what the engine says about a path. */
  readonly fieldOf: (path: string) => string | undefined
  /** The form with what somebody else has set, where that was kept. */
  readonly takeTheirs?: (form: Form, theirs: Decision['theirs']) => Form
  readonly send: (form: Form, start: Start<Form>) => Promise<Answer>
  /** What was left by saving, from which the form goes on; absent: it is done with. */
  readonly startAgain?: (answer: Answer) => Start<Form>
  readonly onSaved: (answer: Answer) => void
}

/**
 * A form that is saved as a whole. What was typed stays when it is refused, what is wrong is said at its field, which gets the focus,
 * and an edit that somebody else's went before is shown beside it until a person has decided. While nothing was typed it shows what stands.
 */
export function useEdit<Form extends object, Answer>(options: EditOptions<Form, Answer>) {
  const { initial, revision, check, fieldOf, takeTheirs, send, startAgain, onSaved } = options
  const [start, setStart] = useState<Start<Form>>({ initial, revision })
  const [form, setForm] = useState(initial)
  const [errors, setErrors] = useState<FormErrors>(noFormErrors)
  const [conflict, setConflict] = useState<Conflict | undefined>()
  const element = useRef<HTMLFormElement>(null)
  const { mutate, isPending } = useMutation({
    mutationFn: (order: { readonly form: Form; readonly start: Start<Form> }) => send(order.form, order.start),
  })
  const isTouched = form !== start.initial
  const begin = (next: Start<Form>) => {
    setStart(next)
    setForm(next.initial)
  }
  if (!isTouched && !isPending && revision !== start.revision && (revision ?? 0) > (start.revision ?? 0)) begin({ initial, revision })
  useEffect(() => {
    if (errors.fields.size > 0) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [errors])
  const save = (whole: Form, from: Start<Form>) => {
    const found = check(whole)
    setErrors(found.size === 0 ? noFormErrors : { fields: found, rest: [] })
    if (found.size > 0) return
    mutate(
      { form: whole, start: from },
      {
        onSuccess: (answer) => {
          setConflict(undefined)
          if (startAgain !== undefined) {
            begin(startAgain(answer))
            leaveField(element.current)
          }
          onSaved(answer)
        },
        onError: (error) => {
          const met = conflictOf(error)
          setConflict(met)
          setErrors(met === undefined ? formErrorsOf(error, fieldOf) : noFormErrors)
        },
      },
    )
  }
  return {
    form,
    errors,
    conflict,
    element,
    isTouched,
    isSaving: isPending,
    fill: (part: Partial<Form>) => {
      setForm((before) => ({ ...before, ...part }))
      setErrors(noFormErrors)
    },
    /** Another form in place of this one, such as one with fewer fields. */
    replace: (whole: Form) => {
      setForm(whole)
      setErrors(noFormErrors)
    },
    submit: (event?: FormEvent) => {
      event?.preventDefault()
      save(form, start)
    },
    decide: ({ revision: standing, theirs }: Decision) => {
      const next = takeTheirs === undefined ? form : takeTheirs(form, theirs)
      setForm(next)
      save(next, { ...start, revision: standing })
    },
  }
}

/** What was typed is saved: the keys mean the page again, so that Ctrl Z takes back the change and not the typing. */
function leaveField(form: HTMLFormElement | null): void {
  if (form === null || !form.contains(document.activeElement)) return
  form.tabIndex = -1
  form.focus({ preventScroll: true })
}
