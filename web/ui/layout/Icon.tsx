import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import IconArrowBackUp from '@tabler/icons-react/icons/IconArrowBackUp'
import IconArrowForwardUp from '@tabler/icons-react/icons/IconArrowForwardUp'
import IconArrowsDiff from '@tabler/icons-react/icons/IconArrowsDiff'
import IconBan from '@tabler/icons-react/icons/IconBan'
import IconBook2 from '@tabler/icons-react/icons/IconBook2'
import IconCalendar from '@tabler/icons-react/icons/IconCalendar'
import IconCheck from '@tabler/icons-react/icons/IconCheck'
import IconChevronDown from '@tabler/icons-react/icons/IconChevronDown'
import IconChevronRight from '@tabler/icons-react/icons/IconChevronRight'
import IconChevronUp from '@tabler/icons-react/icons/IconChevronUp'
import IconClock from '@tabler/icons-react/icons/IconClock'
import IconColumns3 from '@tabler/icons-react/icons/IconColumns3'
import IconCopy from '@tabler/icons-react/icons/IconCopy'
import IconDeviceDesktop from '@tabler/icons-react/icons/IconDeviceDesktop'
import IconDots from '@tabler/icons-react/icons/IconDots'
import IconDownload from '@tabler/icons-react/icons/IconDownload'
import IconExternalLink from '@tabler/icons-react/icons/IconExternalLink'
import IconFileText from '@tabler/icons-react/icons/IconFileText'
import IconFilter from '@tabler/icons-react/icons/IconFilter'
import IconFolder from '@tabler/icons-react/icons/IconFolder'
import IconGripVertical from '@tabler/icons-react/icons/IconGripVertical'
import IconHome from '@tabler/icons-react/icons/IconHome'
import IconLink from '@tabler/icons-react/icons/IconLink'
import IconList from '@tabler/icons-react/icons/IconList'
import IconMenu2 from '@tabler/icons-react/icons/IconMenu2'
import IconMoon from '@tabler/icons-react/icons/IconMoon'
import IconPencil from '@tabler/icons-react/icons/IconPencil'
import IconPlayerPause from '@tabler/icons-react/icons/IconPlayerPause'
import IconPlayerPlay from '@tabler/icons-react/icons/IconPlayerPlay'
import IconPlayerStop from '@tabler/icons-react/icons/IconPlayerStop'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import IconRefresh from '@tabler/icons-react/icons/IconRefresh'
import IconSearch from '@tabler/icons-react/icons/IconSearch'
import IconSparkles from '@tabler/icons-react/icons/IconSparkles'
import IconSun from '@tabler/icons-react/icons/IconSun'
import IconTable from '@tabler/icons-react/icons/IconTable'
import IconTerminal2 from '@tabler/icons-react/icons/IconTerminal2'
import IconTrash from '@tabler/icons-react/icons/IconTrash'
import IconX from '@tabler/icons-react/icons/IconX'

const icons = {
  home: IconHome,
  list: IconList,
  blueprint: IconFileText,
  book: IconBook2,
  sun: IconSun,
  moon: IconMoon,
  screen: IconDeviceDesktop,
  copy: IconCopy,
  calendar: IconCalendar,
  check: IconCheck,
  download: IconDownload,
  trash: IconTrash,
  plus: IconPlus,
  close: IconX,
  right: IconChevronRight,
  up: IconChevronUp,
  down: IconChevronDown,
  search: IconSearch,
  refresh: IconRefresh,
  warning: IconAlertTriangle,
  external: IconExternalLink,
  grip: IconGripVertical,
  folder: IconFolder,
  undo: IconArrowBackUp,
  redo: IconArrowForwardUp,
  table: IconTable,
  sparkle: IconSparkles,
  play: IconPlayerPlay,
  stop: IconPlayerStop,
  link: IconLink,
  terminal: IconTerminal2,
  more: IconDots,
  compare: IconArrowsDiff,
  filter: IconFilter,
  exclude: IconBan,
  edit: IconPencil,
  clock: IconClock,
  columns: IconColumns3,
  rows: IconMenu2,
  pause: IconPlayerPause,
} as const

export type IconName = keyof typeof icons

/** An icon beside a label. Screen readers skip it. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  const Drawing = icons[name]
  return <Drawing size={size} stroke={1.8} aria-hidden="true" style={{ flex: 'none' }} />
}
