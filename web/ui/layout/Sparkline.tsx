interface Props {
  values: readonly number[]
  label: string
  width?: number
  height?: number
}

/** A line chart the size of a word, scaled to its height. */
export function Sparkline({ values, label, width = 96, height = 22 }: Props) {
  const most = Math.max(1, ...values)
  const step = width / Math.max(1, values.length - 1)
  const points = values.map(
    (value, at) => `${(at * step).toFixed(1)},${(height - 1.5 - (value / most) * (height - 3)).toFixed(1)}`,
  )
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      style={{ display: 'block', color: 'var(--mantine-color-anchor)' }}
    >
      <polygon points={`0,${height} ${points.join(' ')} ${width},${height}`} fill="currentColor" opacity={0.12} />
      <polyline points={points.join(' ')} fill="none" stroke="currentColor" strokeWidth={1.4} strokeLinejoin="round" />
    </svg>
  )
}
