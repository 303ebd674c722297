import type { BarShapeProps } from 'recharts'

/** A bar without corners or movement: what would draw either costs more than all else of a chart of many. */
export function plainBar({ x, y, width, height, fill }: BarShapeProps) {
  const [left, top] = [Number(x), Number(y)]
  return width === 0 || height === 0 ? (
    <g />
  ) : (
    <rect x={left} y={Math.min(top, top + height)} width={width} height={Math.abs(height)} fill={fill} />
  )
}
