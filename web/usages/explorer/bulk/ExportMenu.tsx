import { Button, Menu } from '@mantine/core'
import { downloadFormats } from '../../../../shared/vocabulary'
import { base } from '../../../api/base'
import { exportTexts } from '../../../api/explorerQueries'
import { explorerList } from '../../../messages/explorerList'
import { toast } from '../../../ui/feedback/toast'
import { saveText } from '../../../ui/input/save'
import { Icon } from '../../../ui/layout/Icon'
import classes from '../ExplorerPage.module.css'
import type { Column } from '../list/columns'
import { exportAddress, exportAddresses, type Format, joined } from './exports'

interface Props {
  label: string
  columns: Column[]
  /** Either all usages of a query, or those with the ids. */
  query?: string
  ids?: string[]
  position?: 'top-start' | 'bottom-end'
}

/** Downloads usages. A plain link, so that the browser handles the download. */
export function ExportMenu({ label, columns, query, ids, position = 'bottom-end' }: Props) {
  return (
    <Menu position={position} shadow="md" withinPortal={false}>
      <Menu.Target>
        <Button variant="default" size="xs" className={classes.sign} leftSection={<Icon name="download" size={15} />}>
          <span className={classes.word}>{label}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {downloadFormats.map((format) => {
          const addresses = ids ? exportAddresses(ids, format, columns) : [exportAddress(query ?? '', format, columns)]
          const [only] = addresses
          return addresses.length === 1 && only !== undefined ? (
            <Menu.Item key={format} component="a" href={base + only} download>
              {explorerList.export[format]}
            </Menu.Item>
          ) : (
            <Menu.Item key={format} onClick={() => void saveAll(addresses, format)}>
              {explorerList.export[format]}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}

/** For more ids than one address can contain. */
async function saveAll(addresses: string[], format: Format): Promise<void> {
  try {
    saveText(
      joined(await exportTexts(addresses), format),
      `usages.${format}`,
      format === 'csv' ? 'text/csv' : 'application/x-ndjson',
    )
  } catch (thrown) {
    toast.failure(explorerList.export.failed, thrown)
  }
}
