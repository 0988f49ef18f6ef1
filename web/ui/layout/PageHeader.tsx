import { Box, Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** The heading, description and actions of a page. Sets the title of the browser tab too. */
export function PageHeader({
  title,
  description,
  actions,
}: {
  title: string
  description?: ReactNode
  actions?: ReactNode
}) {
  return (
    <Group component="header" justify="space-between" align="flex-start" gap="sm" mb="lg">
      <title>{`${title} · Tallyman`}</title>
      <Box miw={0} flex="1 1 18rem">
        <Title
          order={1}
          lineClamp={4}
          title={title.length > 80 ? title : undefined}
          style={{ overflowWrap: 'anywhere' }}
        >
          {title}
        </Title>
        {description && (
          <Text component="div" c="dimmed" mt={4} style={{ overflowWrap: 'anywhere' }}>
            {description}
          </Text>
        )}
      </Box>
      {actions && <Group gap="xs">{actions}</Group>}
    </Group>
  )
}
