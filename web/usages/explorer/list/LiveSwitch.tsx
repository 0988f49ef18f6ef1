import { Button, Group } from '@mantine/core'
import { explorerList } from '../../../messages/explorerList'
import { CommandButton } from '../../../ui/commands/CommandButton'
import type { Command } from '../../../ui/commands/commands'
import { Icon } from '../../../ui/layout/Icon'
import classes from '../ExplorerPage.module.css'
import type { Live } from './useLive'

interface Props {
  live: Live
  /** Turns the live mode on or off. */
  toggle: Command
  /** Scrolls to the top of the list, where new usages appear. */
  onFollow(): void
}

const words = explorerList.live

/** Starts, pauses and stops the live mode, and shows the number of new usages. */
export function LiveSwitch({ live, toggle, onFollow }: Props) {
  if (!live.isOn) {
    return <CommandButton command={toggle} variant="default" size="xs" iconSize={14} title={toggle.label} />
  }
  return (
    <Group gap={6} wrap="nowrap">
      <span className={classes.live} data-following={live.isFollowing || undefined} role="status">
        {live.isFollowing
          ? words.isOn
          : live.fresh.count > 0
            ? words.fresh(live.fresh.count, live.fresh.isMore)
            : words.isPaused}
      </span>
      {live.isFollowing ? (
        <Button variant="default" size="xs" leftSection={<Icon name="pause" size={14} />} onClick={live.pause}>
          {words.pause}
        </Button>
      ) : (
        <Button size="xs" leftSection={<Icon name="play" size={14} />} onClick={onFollow}>
          {words.follow}
        </Button>
      )}
      <CommandButton command={toggle} variant="default" size="xs" leftSection={undefined} />
    </Group>
  )
}
