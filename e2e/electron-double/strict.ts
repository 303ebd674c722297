/** The same object, but whatever it does not have throws instead of being undefined. */
export function strict<T extends object>(name: string, target: T): T {
  const refuse = (key: string | symbol): never => {
    throw new Error(`electron double: ${name}.${String(key)} is not modelled`)
  }
  return new Proxy(target, {
    get(object, key) {
      if (!(key in object)) return typeof key === 'symbol' || key === 'then' || key === 'toJSON' ? undefined : refuse(key)
      const value: unknown = Reflect.get(object, key)
      return typeof value === 'function' && !isClass(value) ? value.bind(object) : value
    },
    set: (object, key, value) => (key in object ? Reflect.set(object, key, value) : refuse(key)),
  })
}

function isClass(value: object): boolean {
  return /^class\b/.test(Function.prototype.toString.call(value))
}
