/** Any JSON value: text with its line breaks, other values as JSON. */
export function ValueText({ value }: { value: unknown }) {
  if (typeof value === 'string')
    return <span style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>{value === '' ? '(empty)' : value}</span>
  return (
    <code style={{ overflowWrap: 'anywhere', fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.92em' }}>
      {JSON.stringify(value)}
    </code>
  )
}
