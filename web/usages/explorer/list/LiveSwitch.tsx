import { Button, Group } from '@mantine/core'
import { explorerList } from '../../../messages/explorerList'
import { Icon } from '../../../ui/layout/Icon'
import classes from '../ExplorerPage.module.css'
import type { Live } from './useLive'

interface Props {
  live: Live
  onSwitch(isOn: boolean): void
  /** Scrolls to the top of the list, where new usages appear. */
  onFollow(): void
}

const words = explorerList.live

/** Starts, pauses and stops the live mode, and shows the number of new usages. */
export function LiveSwitch({ live, onSwitch, onFollow }: Props) {
  if (!live.isOn) {
    return (
      <Button
        variant="default"
        size="xs"
        leftSection={<Icon name="play" size={14} />}
        title={words.startHint}
        onClick={() => onSwitch(true)}
      >
        {words.start}
      </Button>
    )
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
      <Button variant="default" size="xs" onClick={() => onSwitch(false)}>
        {words.stop}
      </Button>
    </Group>
  )
}
