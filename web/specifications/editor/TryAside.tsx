import { Paper } from '@mantine/core'
import { type ComponentProps, lazy, Suspense } from 'react'
import { preview } from '../../messages/preview'
import { Loading } from '../../ui/feedback/Loading'
import classes from './Editor.module.css'

const TryPanel = lazy(() => import('./preview/TryPanel').then((it) => ({ default: it.PreviewPanel })))

/** Tries the draft out beside the form. */
export function PreviewAside(props: ComponentProps<typeof TryPanel>) {
  return (
    <Paper withBorder component="aside" aria-label={preview.label} p="md" className={classes.aside}>
      <Suspense fallback={<Loading rows={8} />}>
        <TryPanel {...props} />
      </Suspense>
    </Paper>
  )
}
