import classes from './fallbacks.module.css'
import type { MapEdge, MapLayout, MapNode } from './mapping-layout.ts'
import { sayProblem } from './say-problem.ts'

/** Units: pixels. */
const rowHeight = 40
const nodeHeight = 30
const columnWidth = 290
const nodeWidth = 230

interface MappingGraphProps {
  readonly layout: MapLayout
  readonly chosen: string | undefined
  readonly onChoose: (ref: string) => void
}

/** The mapping with its chains: an arrow leads from a model to what answers in its place. Each can be chosen, to change what it falls back to. */
export function MappingGraph({ layout: { nodes, edges, columns, rows }, chosen, onChoose }: MappingGraphProps) {
  const [width, height] = [columns * columnWidth - (columnWidth - nodeWidth), rows * rowHeight]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys, too
    <section className={classes['graph']} aria-label="Fallback mapping" tabIndex={0}>
      <div className={classes['drawing']} style={{ width, height: height + 24 }}>
        <svg width={width} height={height + 24} aria-hidden="true" className={classes['arrows']}>
          <defs>
            <marker id="fallback-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse">
              <path d="M0 0.5 7.5 4 0 7.5z" />
            </marker>
          </defs>
          {edges.map((edge) => (
            <path
              key={edge.from.ref}
              d={edge.isBack ? backPath(edge) : pathOf(edge)}
              data-bad={edge.from.problem !== undefined || undefined}
              data-chosen={edge.from.ref === chosen || undefined}
              markerEnd="url(#fallback-arrow)"
            />
          ))}
        </svg>
        <ul className={classes['nodes']}>
          {nodes.toSorted(byPlace).map((node) => (
            <li key={node.ref} style={{ left: node.column * columnWidth, top: top(node), width: nodeWidth, height: nodeHeight }}>
              <button
                type="button"
                className={classes['node']}
                data-bad={node.problem !== undefined || undefined}
                data-deprecated={node.isDeprecated || undefined}
                aria-label={`${node.ref}, ${wordsOf(node)}`}
                aria-pressed={node.ref === chosen}
                title={titleOf(node)}
                onClick={() => onChoose(node.ref)}
              >
                <span className={classes['ref']}>{node.ref}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

function byPlace(left: MapNode, right: MapNode): number {
  return left.row - right.row || left.column - right.column
}

function top({ row }: MapNode): number {
  return row * rowHeight + (rowHeight - nodeHeight) / 2
}

function wordsOf({ fallback, problem, isDeprecated }: MapNode): string {
  const state = isDeprecated ? 'deprecated, ' : ''
  if (fallback === null) return `${state}falls back to nothing`
  return `${state}falls back to ${fallback}${problem === undefined ? '' : `: ${problem}`}`
}

function titleOf(node: MapNode): string {
  return node.problem === undefined ? `${node.ref} ${wordsOf(node)}` : sayProblem(node)
}

/** From the right side of one to the left side of the other. */
function pathOf({ from, to }: MapEdge): string {
  const [x1, x2] = [from.column * columnWidth + nodeWidth, to.column * columnWidth - 2]
  const [y1, y2] = [top(from) + nodeHeight / 2, top(to) + nodeHeight / 2]
  const middle = (x1 + x2) / 2
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`
}

/** Back under what lies between. */
function backPath({ from, to }: MapEdge): string {
  const [x1, x2] = [from.column * columnWidth + nodeWidth / 2, to.column * columnWidth + nodeWidth / 2]
  const [y1, y2] = [top(from) + nodeHeight, top(to) + nodeHeight + 3]
  const below = Math.max(y1, y2) + 20
  return from.ref === to.ref
    ? `M${x1 + 30} ${y1}C${x1 + 30} ${below} ${x1 - 30} ${below} ${x1 - 30} ${y2}`
    : `M${x1} ${y1}C${x1} ${below} ${x2} ${below} ${x2} ${y2}`
}
