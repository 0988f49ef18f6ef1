import { Alert, Button, Fieldset, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Whole } from '../../api/specificationQueries'
import { editing } from '../../messages/edit'
import { usage as usageWords } from '../../messages/usage'
import { LeaveGuard } from '../../ui/feedback/LeaveGuard'
import { PageHeader } from '../../ui/layout/PageHeader'
import { Section } from '../../ui/layout/Section'
import { StatusBadge } from '../../ui/layout/StatusBadge'
import { DifferenceTable } from '../compare/DifferenceTable'
import { differences } from '../compare/flattenUsage'
import { EntryForm } from '../form/EntryForm'
import { AttributeFields } from './AttributeFields'
import { ConflictDialog } from './ConflictDialog'
import classes from './CorrectForm.module.css'
import { draftOf } from './correction'
import { PartyFields } from './PartyFields'
import { RatingFields } from './RatingFields'
import { SaveBar } from './SaveBar'
import { SaveBlockers, saveBlockersOf } from './SaveBlockers'
import { type Current, saveBlockersId, useCorrection } from './useCorrection'

interface Props {
  /** The usage as the server has it now; it may change while somebody types. */
  current: Current
  whole: Whole | null
}

/** A usage written anew, checked as one types. */
export function CorrectForm({ current, whole }: Props) {
  const it = useCorrection(current, whole)
  const { base, draft, broken, problems, change } = it
  const [attempt, setAttempt] = useState<'save' | 'recycle'>()
  const problemAt = (path: string) => problems.find((one) => one.path === path)?.message
  const hindering = attempt ? saveBlockersOf(attempt, it) : []
  const submit = (kind: 'save' | 'recycle') => {
    setAttempt(kind)
    if (saveBlockersOf(kind, it).length === 0) it.save(kind === 'recycle' ? { ...draft, status: 'recycled' } : draft)
    else requestAnimationFrame(() => document.getElementById(saveBlockersId)?.focus())
  }
  const changes = differences(draftOf(base.item), draft)
  const name = base.item.description || usageWords.titleOf(base.item.id)
  return (
    <form
      noValidate
      className={classes.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        submit('save')
      }}
    >
      <PageHeader
        title={editing.title(name)}
        description={editing.lead}
        actions={<StatusBadge status={base.item.status} />}
      />
      <Stack gap="xl">
        {current.etag !== base.etag && !it.theirs && !it.isPending && !it.isSaved && (
          <Alert
            color="yellow"
            title={editing.conflict.notice}
            styles={{ title: { color: 'var(--mantine-color-text)' } }}
          >
            <Button variant="default" size="xs" onClick={it.look}>
              {editing.conflict.see}
            </Button>
          </Alert>
        )}
        <SaveBlockers attempt={attempt} items={hindering} refused={it.refused} />
        <Fieldset variant="unstyled" miw={0} m={0} p={0} disabled={it.isPending}>
          <Stack gap="xl">
            <Section title={editing.characteristics}>
              {(!whole || it.checking.state === 'problems') && (
                <Text size="sm" c="dimmed" mb="sm">
                  {whole ? editing.brokenSpecification : editing.unknownSpecification}
                </Text>
              )}
              <EntryForm
                specification={whole?.specification}
                contained={whole?.contained}
                value={draft.usageCharacteristic ?? []}
                onChange={(usageCharacteristic) => change({ usageCharacteristic })}
                broken={broken}
              />
            </Section>
            <Section title={editing.usage}>
              <AttributeFields usage={base.item} draft={draft} onChange={change} problemAt={problemAt} />
            </Section>
            <Section title={editing.parties}>
              <PartyFields
                parties={draft.relatedParty ?? []}
                onChange={(relatedParty) => change({ relatedParty })}
                problemAt={problemAt}
              />
            </Section>
            <Section title={editing.rating}>
              <RatingFields
                lines={draft.ratedProductUsage ?? []}
                isBilled={base.item.status === 'billed'}
                onChange={(ratedProductUsage) => change({ ratedProductUsage })}
                problemAt={problemAt}
              />
            </Section>
          </Stack>
        </Fieldset>
        {changes.length > 0 && (
          <Section title={editing.changes}>
            <DifferenceTable
              label={editing.changes}
              titles={{ attribute: editing.attribute, before: editing.before, after: editing.after }}
              items={changes}
            />
          </Section>
        )}
      </Stack>
      <SaveBar
        correction={it}
        count={changes.length}
        isRejected={base.item.status === 'rejected'}
        onRecycle={() => submit('recycle')}
      />
      {it.theirs && (
        <ConflictDialog
          base={base.item}
          mine={draft}
          theirs={it.theirs}
          onTake={it.take}
          onReapply={it.reapply}
          onClose={it.later}
        />
      )}
      <LeaveGuard isChanged={it.isChanged} words={editing.leave} />
    </form>
  )
}
