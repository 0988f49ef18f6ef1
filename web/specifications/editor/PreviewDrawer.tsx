import { Button, Drawer } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type ComponentProps, lazy, Suspense } from 'react'
import { common } from '../../messages/common'
import { preview } from '../../messages/preview'
import { Loading } from '../../ui/feedback/Loading'
import { Icon } from '../../ui/layout/Icon'
import classes from './Editor.module.css'

const PreviewPanel = lazy(() => import('./preview/PreviewPanel').then((it) => ({ default: it.PreviewPanel })))

/** The preview of the draft in a drawer, for screens without space next to the form. */
export function PreviewDrawer(props: ComponentProps<typeof PreviewPanel>) {
  const [isOpen, drawer] = useDisclosure(false)
  return (
    <>
      <Button
        variant="default"
        size="xs"
        className={classes.opener}
        leftSection={<Icon name="play" size={15} />}
        onClick={drawer.open}
      >
        {preview.open}
      </Button>
      <Drawer
        opened={isOpen}
        onClose={drawer.close}
        title={preview.label}
        position="right"
        size="min(560px, 100vw)"
        closeButtonProps={{ 'aria-label': common.close }}
      >
        <Suspense fallback={<Loading rows={8} />}>
          <PreviewPanel {...props} />
        </Suspense>
      </Drawer>
    </>
  )
}
