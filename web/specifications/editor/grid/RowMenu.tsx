import { Menu } from '@mantine/core'
import { type ComponentProps, useState } from 'react'
import type { CharacteristicSpecification } from '../../../../shared/usageSpecification'
import { editor } from '../../../messages/editor'
import { Icon } from '../../../ui/layout/Icon'
import { step } from '../draft/rows'
import type { GridActions } from './actions'
import { GroupDialog } from './GroupDialog'

interface Props {
  /** More props for the button. */
  target: ComponentProps<'button'>
  it: CharacteristicSpecification
  rowKey: number
  groups: string[]
  actions: GridActions
  onClose: () => void
}

const words = editor.grid

/** The menu of a row. It is mounted only while open, because there may be hundreds of rows. */
export function RowMenu({ target, it, rowKey, groups, actions, onClose }: Props) {
  const [isGrouping, setIsGrouping] = useState(false)
  const act = (what: () => void) => () => {
    onClose()
    what()
  }
  return (
    <>
      <Menu
        opened={!isGrouping}
        onClose={isGrouping ? undefined : onClose}
        position="bottom-end"
        shadow="md"
        returnFocus={false}
      >
        <Menu.Target>
          <button {...target} aria-label={words.menu(it.name ?? '')}>
            <Icon name="more" size={16} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icon name="list" size={16} />} onClick={act(() => actions.toggleDetails(rowKey))}>
            {words.details}
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="copy" size={16} />} onClick={act(() => actions.duplicate(rowKey))}>
            {words.duplicate}
          </Menu.Item>
          <Menu.Item
            leftSection={<Icon name="up" size={16} />}
            onClick={act(() => actions.rows((rows) => step(rows, rowKey, -1)))}
          >
            {words.moveUp}
          </Menu.Item>
          <Menu.Item
            leftSection={<Icon name="down" size={16} />}
            onClick={act(() => actions.rows((rows) => step(rows, rowKey, 1)))}
          >
            {words.moveDown}
          </Menu.Item>
          <Menu.Item
            closeMenuOnClick={false}
            leftSection={<Icon name="folder" size={16} />}
            onClick={() => setIsGrouping(true)}
          >
            {words.group}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            c="var(--mantine-color-error)"
            leftSection={<Icon name="trash" size={16} />}
            onClick={act(() => actions.remove(rowKey))}
          >
            {words.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isGrouping && (
        <GroupDialog
          group={it.group ?? ''}
          groups={groups}
          onClose={onClose}
          onChoose={(group) => act(() => actions.regroup(rowKey, group))()}
        />
      )}
    </>
  )
}
