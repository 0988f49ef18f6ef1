import { Alert, Button, Code, List, Stack, Text } from '@mantine/core'
import { Problem } from '../../api/api'
import { common } from '../../messages/common'
import { Icon } from '../layout/Icon'

/** An error with the server's text and a button to retry. */
export function ErrorPanel({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const isProblem = error instanceof Problem
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<Icon name="warning" />}
      title={isProblem ? error.reason : common.failed}
      styles={{ message: { color: 'inherit' } }}
    >
      <Stack gap="sm" align="flex-start">
        {error.message && <Text size="sm">{error.message}</Text>}
        {isProblem && error.invalidAttribute.length > 0 && (
          <List size="sm">
            {error.invalidAttribute.map(({ path, message }) => (
              <List.Item key={`${path} ${message}`}>
                <Code>{path}</Code> {message}
              </List.Item>
            ))}
          </List>
        )}
        {onRetry && (
          <Button variant="default" size="xs" leftSection={<Icon name="refresh" size={16} />} onClick={onRetry}>
            {common.again}
          </Button>
        )}
      </Stack>
    </Alert>
  )
}
