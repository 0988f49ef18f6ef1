import { Radio, SimpleGrid, Stack, Switch, Text, Title } from '@mantine/core'
import { memo } from 'react'
import type { UsageSpecificationCreate } from '../../../../shared/usageSpecification'
import { enforcements } from '../../../../shared/vocabulary'
import { editor } from '../../../messages/editor'
import { period } from '../draft/attribute'
import { type Edit, isSameIn, problemAt } from '../draft/edit'
import { idOf } from '../draft/places'
import classes from '../Editor.module.css'
import { AttributeFields } from './AttributeFields'

const words = editor.usages

/** Rules for usages: enforcement, undefined characteristics, unique external identifiers, and validity. */
export const UsagesSection = memo(
  function UsagesSection({ document, edit }: { document: UsageSpecificationCreate; edit: Edit }) {
    const { enforcement = 'refuse', extensible, isExternalIdentifierUnique } = document
    return (
      <Stack gap="md" component="section" aria-label={words.title}>
        <Title order={2}>{words.title}</Title>
        <Radio.Group
          id={idOf('enforcement')}
          label={words.question}
          error={problemAt(edit, ['enforcement'])}
          value={enforcement}
          onChange={(to) =>
            edit.put(['enforcement'], to === 'refuse' && document.enforcement === undefined ? undefined : to)
          }
        >
          <SimpleGrid cols={{ base: 1, md: 3 }} spacing="sm" mt={6}>
            {enforcements.map((it) => (
              <label key={it} className={classes.choice} htmlFor={idOf(`enforcement.${it}`)}>
                <Radio
                  id={idOf(`enforcement.${it}`)}
                  value={it}
                  label={<b>{words.enforcements[it].label}</b>}
                  aria-describedby={idOf(`enforcement.${it}.text`)}
                />
                <Text size="sm" c="dimmed" id={idOf(`enforcement.${it}.text`)}>
                  {words.enforcements[it].text}
                </Text>
              </label>
            ))}
          </SimpleGrid>
        </Radio.Group>
        <Switch
          id={idOf('extensible')}
          label={words.extensible}
          description={extensible === false ? words.closed : words.open}
          error={problemAt(edit, ['extensible'])}
          checked={extensible !== false}
          onChange={(event) => edit.put(['extensible'], event.currentTarget.checked ? undefined : false)}
        />
        <Switch
          id={idOf('isExternalIdentifierUnique')}
          label={words.uniqueIdentifiers}
          description={isExternalIdentifierUnique ? words.identifiersTaken : words.identifiersFree}
          error={problemAt(edit, ['isExternalIdentifierUnique'])}
          checked={isExternalIdentifierUnique === true}
          onChange={(event) => edit.put(['isExternalIdentifierUnique'], event.currentTarget.checked ? true : undefined)}
        />
        <div>
          <AttributeFields attributes={[period]} value={document} path={[]} edit={edit} />
          <Text size="sm" c="dimmed" mt={4}>
            {words.validity}
          </Text>
        </div>
      </Stack>
    )
  },
  isSameIn('enforcement', 'extensible', 'isExternalIdentifierUnique', 'validFor'),
)
