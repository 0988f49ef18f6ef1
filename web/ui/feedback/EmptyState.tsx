import { Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** Replaces an empty list: what is missing, why, and what to do. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <Paper withBorder p={{ base: 'lg', sm: 'xl' }}>
      <Stack align="center" ta="center" gap="sm">
        <Title
          order={2}
          lineClamp={4}
          title={title.length > 80 ? title : undefined}
          maw="100%"
          style={{ overflowWrap: 'anywhere' }}
        >
          {title}
        </Title>
        {children && (
          <Text component="div" c="dimmed" maw={640} w="100%" style={{ overflowWrap: 'anywhere' }}>
            {children}
          </Text>
        )}
        {action}
      </Stack>
    </Paper>
  )
}
