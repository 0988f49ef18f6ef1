const paths = {
  home: 'M3 11.5 12 4l9 7.5M5.5 10v10h13V10M10 20v-5.5h4V20',
  list: 'M8.5 6H20M8.5 12H20M8.5 18H20M4 6h.01M4 12h.01M4 18h.01',
  blueprint: 'M5 3.5h10l4 4v13H5zM14.5 3.5V8H19M8.5 12.5h7M8.5 16h7',
  book: 'M12 6.5C10 5 7 4.5 3.5 4.5v13.5c3.5 0 6.5.5 8.5 2 2-1.5 5-2 8.5-2V4.500C17 4.5 14 5 12 6.500zM12 6.500V20',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.500v2M12 19.500v2M2.5 12h2M19.5 12h2M5.3 5.300l1.4 1.400M17.3 17.300l1.4 1.400M18.7 5.300l-1.4 1.400M6.7 17.300l-1.4 1.4',
  moon: 'M20 14.500A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.500z',
  screen: 'M3.5 5h17v11h-17zM9 20h6M12 16v4',
  copy: 'M9 9h11v11H9zM5.5 15H4V4h11v1.5',
  check: 'M5 12.500l4.5 4.500L19 7.5',
  download: 'M12 4v11M7.5 11l4.5 4.5 4.5-4.500M4.5 20h15',
  trash: 'M4.5 7h15M9.5 7V4h5v3M6.5 7l1 13h9l1-13M10 11v5.500M14 11v5.5',
  plus: 'M12 5v14M5 12h14',
  close: 'M6 6l12 12M18 6 6 18',
  left: 'M14.5 6 8.5 12l6 6',
  right: 'M9.5 6l6 6-6 6',
  up: 'M6 14.5 12 8.500l6 6',
  down: 'M6 9.500l6 6 6-6',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 20.5 20.5',
  refresh: 'M19.5 8A8 8 0 1 0 20 13M20 4v4.500h-4.5',
  warning: 'M12 4 2.8 20h18.400zM12 10v4.500M12 17.200h.01',
  external: 'M13.5 4.500H19.500V10.500M19.5 4.5 11 13M17 14v5.500H4.500V7H10',
  grip: 'M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01',
  folder: 'M3.5 6h6l2 2.5h9v10h-17z',
  undo: 'M8 5 4 9l4 4M4 9h10a5.5 5.500 0 0 1 0 11h-4',
  redo: 'M16 5l4 4-4 4M20 9H10a5.5 5.500 0 0 0 0 11h4',
  table: 'M3.5 5h17v14h-17zM3.500 10h17M3.500 14.500h17M9.500 10v9',
  sparkle: 'M12 4l1.8 5.200L19 11l-5.200 1.800L12 18l-1.800-5.200L5 11l5.200-1.800z',
  play: 'M8 5.500v13l10.500-6.500z',
  stop: 'M7 7h10v10H7z',
  link: 'M10 14a4 4 0 0 0 5.700 0l3-3a4 4 0 0 0-5.700-5.700l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3a4 4 0 0 0 5.700 5.700l1-1',
  terminal: 'M3.5 5h17v14h-17zM7 9.500l3 2.500-3 2.500M12.500 15h4',
  more: 'M6 12h.01M12 12h.01M18 12h.01',
  compare: 'M8 4v16M16 4v16M4.500 8 8 4l3.500 4M12.500 16l3.500 4 3.500-4',
  filter: 'M4 5h16l-6 7.500V19l-4-2v-4.500z',
  exclude: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM6.500 6.500l11 11',
  edit: 'M4.5 19.500l1-4.500L16 4.500l3.5 3.500L9 18.500z',
  clock: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17zM12 7.500v5l3 2',
  columns: 'M4 5h16v14H4zM9.500 5v14M14.500 5v14',
  rows: 'M4 6h16M4 10h16M4 14h16M4 18h16',
  pause: 'M8.500 6v12M15.500 6v12',
  star: 'M12 4l2.500 5.200 5.700.800-4.100 4 1 5.700-5.100-2.700-5.100 2.700 1-5.700-4.100-4 5.700-.800z',
} as const

export type IconName = keyof typeof paths

/** A line drawing beside a word. It says nothing by itself, so that readers pass over it. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      style={{ flex: 'none' }}
    >
      <path d={paths[name]} />
    </svg>
  )
}
