import { useEffect, useRef } from 'react'

/** For a form: its first field that is not right gets the focus whenever what is wrong is another. */
export function useFirstError(errors: ReadonlyMap<string, string>) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (errors.size > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [errors])
  return form
}
