import type { Model } from '#contract/catalog'

export type MappedModel = Pick<Model, 'ref' | 'status' | 'fallback'>

/** A model of the mapping where it is drawn: columns from the left, rows from the top; a row may be a half. */
export interface MapNode {
  readonly ref: Model['ref']
  readonly column: number
  readonly row: number
  readonly fallback: Model['ref'] | null
  readonly isDeprecated: boolean
  /** Why its pair cannot be obeyed; undefined: it can. */
  readonly problem: string | undefined
}

export interface MapEdge {
  readonly from: MapNode
  readonly to: MapNode
  /** Against the direction of the drawing: it closes a circle. */
  readonly isBack: boolean
}

export interface MapLayout {
  readonly nodes: readonly MapNode[]
  readonly edges: readonly MapEdge[]
  readonly columns: number
  readonly rows: number
  /** Pairs in all, and models of the longest chain. */
  readonly pairs: number
  readonly longest: number
  /** Pairs that are not drawn: there are too many. */
  readonly hidden: number
}

/** Rows that are drawn, at most; more are found by looking for them. */
const mostRows = 200

/**
 * Who falls back to whom, as trees that grow to the left: what several fall back to stands once, at the right of them. `find`: only trees in which a model is called so.
 * What cannot be obeyed (it stands in a workspace that was edited or restored) is drawn, too, and marked.
 */
export function layOut(models: readonly MappedModel[], find = ''): MapLayout {
  const byRef = new Map(models.map((model) => [model.ref as string, model]))
  const sources = new Map<string, MappedModel[]>()
  for (const model of models) {
    if (model.fallback === null) continue
    const others = sources.get(model.fallback)
    if (others === undefined) sources.set(model.fallback, [model])
    else others.push(model)
  }
  const circles = circlesOf(byRef)
  const roots = [...new Set([...byRef.values()].filter(({ fallback }) => fallback !== null).map((model) => rootOf(model, byRef, circles)))]
  const wanted = find.trim().toLowerCase()
  const trees = roots
    .toSorted((left, right) => left.localeCompare(right, 'en', { numeric: true }))
    .map((root) => treeOf(root, sources, circles))
  const shown = wanted === '' ? trees : trees.filter((tree) => tree.some(({ ref }) => ref.toLowerCase().includes(wanted)))
  const drawn = new Map<string, MapNode>()
  const columns = Math.max(0, ...shown.map((tree) => (tree.length === 0 ? 0 : Math.max(...tree.map(({ depth }) => depth)) + 1)))
  let row = 0
  let hidden = 0
  for (const tree of shown) {
    if (row >= mostRows) {
      hidden += tree.length - 1
      continue
    }
    row = place(tree, row, byRef, circles, drawn)
  }
  const nodes = [...drawn.values()]
  const edges = nodes.flatMap((from): MapEdge[] => {
    const to = from.fallback === null ? undefined : drawn.get(from.fallback)
    return to === undefined ? [] : [{ from, to, isBack: to.column <= from.column }]
  })
  const pairs = models.filter(({ fallback }) => fallback !== null).length
  const longest = Math.max(0, ...trees.map((tree) => Math.max(...tree.map(({ depth }) => depth)) + 1))
  return { nodes, edges, columns, rows: row, pairs, longest, hidden }
}

interface Branch {
  readonly ref: Model['ref']
  readonly depth: number
  readonly children: readonly Model['ref'][]
}

/** A tree from its root on, each before those that fall back to it. */
function treeOf(
  root: Model['ref'],
  sources: ReadonlyMap<string, readonly MappedModel[]>,
  circles: ReadonlyMap<string, readonly string[]>,
): Branch[] {
  const branches: Branch[] = []
  const waiting: { readonly ref: Model['ref']; readonly depth: number }[] = [{ ref: root, depth: 0 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { ref, depth } = next
    // A circle is cut open where it comes to its root again.
    const children = (sources.get(ref) ?? []).map((model) => model.ref).filter((child) => child !== root || !circles.has(child))
    branches.push({ ref, depth, children })
    for (const child of children.toReversed()) waiting.push({ ref: child, depth: depth + 1 })
  }
  return branches
}

/** Gives each of a tree its place, from `first` on, and answers the row after it. Trees end at the left: a chain of two stands beside one of three. */
function place(
  tree: readonly Branch[],
  first: number,
  byRef: ReadonlyMap<string, MappedModel>,
  circles: ReadonlyMap<string, readonly string[]>,
  drawn: Map<string, MapNode>,
): number {
  const deepest = Math.max(...tree.map(({ depth }) => depth))
  const rows = new Map<string, number>()
  let next = first
  for (const { ref, children } of tree) if (children.length === 0) rows.set(ref, next++)
  for (const { ref, children } of tree.toReversed()) {
    if (children.length === 0) continue
    const [top, bottom] = [rows.get(children[0] ?? ''), rows.get(children.at(-1) ?? '')]
    rows.set(ref, ((top ?? first) + (bottom ?? first)) / 2)
  }
  for (const { ref, depth } of tree) {
    const model = byRef.get(ref)
    const { fallback = null, status } = model ?? {}
    const at = { column: deepest - depth, row: rows.get(ref) ?? first }
    drawn.set(ref, { ref, ...at, fallback, isDeprecated: status === 'deprecated', problem: problemOf(ref, byRef, circles) })
  }
  return Math.max(next, first + 1)
}

/** Where following the mapping ends; in a circle, its first by name. */
function rootOf(
  model: MappedModel,
  byRef: ReadonlyMap<string, MappedModel>,
  circles: ReadonlyMap<string, readonly string[]>,
): Model['ref'] {
  let at = model.ref
  for (;;) {
    const circle = circles.get(at)
    if (circle !== undefined) return circle.toSorted()[0] as Model['ref']
    const next = byRef.get(at)?.fallback ?? null
    if (next === null) return at
    at = next
  }
}

/** For each model that following the mapping leads back to: its circle, from it on. */
function circlesOf(byRef: ReadonlyMap<string, MappedModel>): ReadonlyMap<string, readonly string[]> {
  const circles = new Map<string, readonly string[]>()
  const followed = new Set<string>()
  for (const start of byRef.keys()) {
    const way: string[] = []
    let at: string | null = start
    while (at !== null && !followed.has(at)) {
      followed.add(at)
      way.push(at)
      at = byRef.get(at)?.fallback ?? null
    }
    const from = at === null ? -1 : way.indexOf(at)
    if (from < 0) continue
    const circle = way.slice(from)
    for (const [index, ref] of circle.entries()) circles.set(ref, [...circle.slice(index), ...circle.slice(0, index)])
  }
  return circles
}

/** In the words of the engine, which lets nothing run while one stands. */
function problemOf(
  ref: string,
  byRef: ReadonlyMap<string, MappedModel>,
  circles: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  const target = byRef.get(ref)?.fallback ?? null
  if (target === null) return undefined
  if (target === ref) return 'a model is no fallback of itself'
  if (!byRef.has(target)) return 'there is no such model'
  if (byRef.get(target)?.status === 'deprecated') return 'it is deprecated'
  const circle = circles.get(ref)
  return circle === undefined ? undefined : `they go round in a circle: ${[...circle, ref].join(' -> ')}`
}
