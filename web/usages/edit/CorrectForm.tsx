import { Alert, Button, Fieldset, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Whole } from '../../api/specificationQueries'
import { correct } from '../../messages/edit'
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
import { Hindrance, hindrances } from './SaveBlockers'
import { type Current, hindranceId, useCorrection } from './useCorrection'

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
  const hindering = attempt ? hindrances(attempt, it) : []
  const submit = (kind: 'save' | 'recycle') => {
    setAttempt(kind)
    if (hindrances(kind, it).length === 0) it.save(kind === 'recycle' ? { ...draft, status: 'recycled' } : draft)
    else requestAnimationFrame(() => document.getElementById(hindranceId)?.focus())
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
      <PageHeader title={correct.title(name)} description={correct.lead} actions={<StatusBadge status={base.item.status} />} />
      <Stack gap="xl">
        {current.etag !== base.etag && !it.theirs && !it.isPending && !it.isSaved && (
          <Alert color="yellow" title={correct.conflict.notice} styles={{ title: { color: 'var(--mantine-color-text)' } }}>
            <Button variant="default" size="xs" onClick={it.look}>
              {correct.conflict.see}
            </Button>
          </Alert>
        )}
        <Hindrance attempt={attempt} items={hindering} refused={it.refused} />
        <Fieldset variant="unstyled" miw={0} m={0} p={0} disabled={it.isPending}>
          <Stack gap="xl">
            <Section title={correct.characteristics}>
              {(!whole || it.checking.state === 'problems') && (
                <Text size="sm" c="dimmed" mb="sm">
                  {whole ? correct.brokenSpecification : correct.unknownSpecification}
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
            <Section title={correct.usage}>
              <AttributeFields usage={base.item} draft={draft} onChange={change} problemAt={problemAt} />
            </Section>
            <Section title={correct.parties}>
              <PartyFields parties={draft.relatedParty ?? []} onChange={(relatedParty) => change({ relatedParty })} problemAt={problemAt} />
            </Section>
            <Section title={correct.rating}>
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
          <Section title={correct.changes}>
            <DifferenceTable label={correct.changes} titles={{ attribute: correct.attribute, before: correct.before, after: correct.after }} items={changes} />
          </Section>
        )}
      </Stack>
      <SaveBar correction={it} count={changes.length} isRejected={base.item.status === 'rejected'} onRecycle={() => submit('recycle')} />
      {it.theirs && <ConflictDialog base={base.item} mine={draft} theirs={it.theirs} onTake={it.take} onReapply={it.reapply} onClose={it.later} />}
      <LeaveGuard isChanged={it.isChanged} words={correct.leave} />
    </form>
  )
}
