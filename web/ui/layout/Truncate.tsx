/** Text cut to one line, complete in the tooltip. `width` is any CSS width. */
export function Truncate({ children, width = '24ch' }: { children: string; width?: string }) {
  return (
    <span
      title={children}
      style={{
        display: 'inline-block',
        maxWidth: width,
        overflow: 'hidden',
        textOverflow: 'ellipsis',
        whiteSpace: 'nowrap',
        verticalAlign: 'bottom',
      }}
    >
      {children}
    </span>
  )
}
