import { Anchor } from '@mantine/core'
import { useState } from 'react'
import { Command } from '../parts/Command'
import { EmptyState } from '../parts/EmptyState'
import { curlToCreate } from './curl'

/** A new server: how to get the first usage in. */
export function NoUsages() {
  const [command] = useState(curlToCreate)
  return (
    <EmptyState
      title="No usages yet"
      action={
        <div style={{ width: '100%', maxWidth: 720 }}>
          <Command value={command} />
        </div>
      }
    >
      Usages come in through the API. Send a first one with the command below, or look at the{' '}
      <Anchor href="/docs" underline="always">
        API docs
      </Anchor>
      .
    </EmptyState>
  )
}
