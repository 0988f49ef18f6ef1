import { Button, Popover, SegmentedControl, Stack, Text, VisuallyHidden } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { explorer } from '../../../messages/explorer'
import { useZone } from '../../../time/zone'
import { Icon } from '../../../ui/layout/Icon'
import { CustomRange } from './CustomRange'
import classes from './TimeControl.module.css'
import { lengthOf, relativeTimes, spanOf, type TimeBy, writeSpan } from './time'
import { inWords } from './timeInWords'

interface Props {
  time: string | undefined
  by: TimeBy
  now: number
  onTime(time: string | undefined): void
  onBy(by: TimeBy): void
}

const words = explorer.time

/** Chooses the time range, and whether it applies to the usage date or the arrival. */
export function TimeControl({ time, by, now, onTime, onBy }: Props) {
  const [isOpen, { close, toggle }] = useDisclosure(false)
  const zone = useZone()
  const choose = (chosen: string | undefined) => {
    close()
    onTime(chosen)
  }
  const says = inWords(time, zone)
  const axis = by === 'arrival' ? words.byArrival : words.byDate
  return (
    <Popover opened={isOpen} onDismiss={close} position="bottom-end" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <Button
          variant="default"
          className={classes.button}
          leftSection={<Icon name="clock" size={16} />}
          onClick={toggle}
        >
          <VisuallyHidden>{words.label}: </VisuallyHidden>
          <span className={classes.says}>{says}</span>{' '}
          <Text span size="xs" c="dimmed" ml={8} className={classes.axis}>
            {axis} · {words.zone(zone)}
          </Text>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="md" w={300}>
          <div>
            <Text size="xs" c="dimmed" mb={4} id="time-by">
              {words.by}
            </Text>
            <SegmentedControl
              fullWidth
              size="xs"
              aria-labelledby="time-by"
              value={by}
              onChange={onBy}
              data={[
                { value: 'usageDate', label: <span title={words.byDateHint}>{words.byDate}</span> },
                { value: 'arrival', label: <span title={words.byArrivalHint}>{words.byArrival}</span> },
              ]}
            />
          </div>
          <div>
            <Text size="xs" c="dimmed" mb={4}>
              {words.ranges}
            </Text>
            <div className={classes.ranges}>
              {relativeTimes.map((it) => (
                <Button
                  key={it}
                  size="xs"
                  variant={it === time ? 'filled' : 'default'}
                  aria-pressed={it === time}
                  onClick={() => choose(it)}
                >
                  {words.last[it]}
                </Button>
              ))}
              <Button
                size="xs"
                variant={time === undefined ? 'filled' : 'default'}
                aria-pressed={time === undefined}
                onClick={() => choose(undefined)}
              >
                {words.all}
              </Button>
            </div>
          </div>
          <CustomRange
            span={spanOf(time, now)}
            isRelative={lengthOf(time ?? '') !== undefined}
            zone={zone}
            onChange={(span) => choose(writeSpan(span))}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
