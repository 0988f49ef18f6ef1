import { Group, Kbd, Modal, Stack, Table, Text, Title } from '@mantine/core'
import { shell } from '../messages/shell'
import { useKnownCommands } from '../ui/commands/commands'

/** The keys that work on this page, by heading. */
export function ShortcutHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const shortcuts = useKnownCommands().flatMap(({ label, keys, group }) => (keys ? [{ label, keys, group }] : []))
  const groups = Map.groupBy(shortcuts, ({ group }) => group)
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={shell.keys.title}
      closeButtonProps={{ 'aria-label': shell.close }}
      size="md"
    >
      <Stack gap="lg">
        {[...groups].map(([group, shortcuts]) => (
          <section key={group}>
            <Title order={3} mb="xs">
              {group}
            </Title>
            <Table withRowBorders={false} verticalSpacing={4}>
              <Table.Tbody>
                {shortcuts.map((it) => (
                  <Table.Tr key={it.keys}>
                    <Table.Td>{it.label}</Table.Td>
                    <Table.Td ta="right">
                      <Keys keys={it.keys} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </section>
        ))}
      </Stack>
    </Modal>
  )
}

const isApple = /Mac|iPhone|iPad/.test(navigator.platform)
const names: Record<string, string> = {
  $mod: isApple ? '⌘' : 'Ctrl',
  Escape: 'Esc',
  Enter: '↵',
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
}

/** `g u` is two presses after each other, `$mod+k` two at once. A sign that takes Shift is shown alone. */
function Keys({ keys }: { keys: string }) {
  const presses = keys.split(' ').map((press) => press.replace(/^Shift\+(?=[^A-Za-z])/, '').split('+'))
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      {presses.map((parts, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: presses have no other identity, and never change
        <Group key={index} gap={4} wrap="nowrap">
          {index > 0 && (
            <Text span size="xs" c="dimmed">
              {shell.keys.inTurn}
            </Text>
          )}
          {parts.map((part) => (
            <Kbd key={part}>{names[part] ?? part}</Kbd>
          ))}
        </Group>
      ))}
    </Group>
  )
}
