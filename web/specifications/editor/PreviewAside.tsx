import { Paper } from '@mantine/core'
import { type ComponentProps, lazy, Suspense } from 'react'
import { preview } from '../../messages/preview'
import { Loading } from '../../ui/feedback/Loading'
import classes from './Editor.module.css'

const PreviewPanel = lazy(() => import('./preview/PreviewPanel').then((it) => ({ default: it.PreviewPanel })))

/** The preview of the draft, next to the form. */
export function PreviewAside(props: ComponentProps<typeof PreviewPanel>) {
  return (
    <Paper withBorder component="aside" aria-label={preview.label} p="md" className={classes.aside}>
      <Suspense fallback={<Loading rows={8} />}>
        <PreviewPanel {...props} />
      </Suspense>
    </Paper>
  )
}
