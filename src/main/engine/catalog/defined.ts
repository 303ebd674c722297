type Defined<Fields> = { [Field in keyof Fields]: Exclude<Fields[Field], undefined> }

/** Without the fields that were given as undefined: what is laid over defaults must not undo them. */
export function defined<Fields extends object>(fields: Fields): Defined<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<Fields>
}
