import classes from './StatusBadge.module.css'

/** Values from TM Forum's examples. Other values have no colour. */
const tones: Record<string, { tone: string; shape: string }> = {
  active: { tone: 'good', shape: '●' },
  launched: { tone: 'good', shape: '●' },
  draft: { tone: 'new', shape: '○' },
  'in study': { tone: 'new', shape: '○' },
  'in design': { tone: 'new', shape: '○' },
  'in test': { tone: 'new', shape: '◐' },
  retired: { tone: 'warn', shape: '■' },
  obsolete: { tone: 'bad', shape: '✕' },
}

/** The life cycle status of a specification, which is free text. */
export function LifecycleBadge({ status }: { status: string | undefined }) {
  if (!status) return <span>–</span>
  const known = tones[status.toLowerCase()]
  return (
    <span className={classes.badge} data-tone={known?.tone} title={status}>
      <span aria-hidden="true">{known?.shape ?? '◇'}</span>
      <span className={classes.word}>{status}</span>
    </span>
  )
}
