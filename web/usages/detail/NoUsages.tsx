import { Anchor } from '@mantine/core'
import { useState } from 'react'
import { base } from '../../api/base'
import { overview } from '../../messages/overview'
import { EmptyState } from '../../ui/feedback/EmptyState'
import { TerminalCommand } from '../../ui/input/TerminalCommand'
import { curlToCreate } from './curl'

const words = overview.nothing

/** Shown on a new server: how to create the first usage. */
export function NoUsages() {
  const [command] = useState(curlToCreate)
  return (
    <EmptyState
      title={words.title}
      action={
        <div style={{ width: '100%', maxWidth: 720 }}>
          <TerminalCommand value={command} />
        </div>
      }
    >
      {words.before}
      <Anchor href={`${base}/docs`} underline="always">
        {words.docs}
      </Anchor>
      {words.after}
    </EmptyState>
  )
}
