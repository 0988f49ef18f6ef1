import { Button, Fieldset, Stack, Switch, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { isBilled } from '../../../shared/billed'
import type { Usage } from '../../../shared/usage'
import type { Tagged } from '../../api/api'
import type { Whole } from '../../api/specificationQueries'
import { LeaveGuard } from '../../edit/LeaveGuard'
import { focusSaveBlockers, SaveBlockers } from '../../edit/SaveBlockers'
import { correction } from '../../messages/correction'
import { edit } from '../../messages/edit'
import { usage as usageWords } from '../../messages/usage'
import { Notice } from '../../ui/layout/Notice'
import { PageHeader } from '../../ui/layout/PageHeader'
import { Section } from '../../ui/layout/Section'
import { StatusBadge } from '../../ui/layout/StatusBadge'
import { DifferenceTable } from '../compare/DifferenceTable'
import { differences } from '../compare/flattenUsage'
import { EntryForm } from '../form/EntryForm'
import { AttributeFields } from './AttributeFields'
import classes from './CorrectForm.module.css'
import { CorrectionBar } from './CorrectionBar'
import { draftOf } from './correction'
import { PartyFields } from './PartyFields'
import { RatingFields } from './RatingFields'
import { UsageConflict } from './UsageConflict'
import { type Attempt, useCorrection } from './useCorrection'

interface Props {
  /** The usage as the server has it now; it may change while the user types. */
  current: Tagged<Usage>
  whole: Whole | null
}

/** Corrects a usage; the draft is checked on every change. */
export function CorrectForm({ current, whole }: Props) {
  const it = useCorrection(current, whole)
  const { base, draft, broken, problems, theirs, change } = it
  const usage = base.document
  /** True if only the description can change. */
  const stays = isBilled(usage) && !it.isForced
  const [attempt, setAttempt] = useState<Attempt>()
  const problemAt = (path: string) => problems.find((one) => one.path === path)?.message
  const submit = (kind: Attempt) => {
    setAttempt(kind)
    if (it.blockersOf(kind).length === 0) it.save(kind)
    else focusSaveBlockers()
  }
  const changes = differences(draftOf(usage), draft)
  const name = usage.description || usageWords.titleOf(usage.id)
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
        title={correction.title(name)}
        description={correction.lead}
        actions={<StatusBadge status={usage.status} />}
      />
      <Stack gap="xl">
        {current.etag !== base.etag && !theirs && !it.isPending && !it.isSaved && (
          <Notice title={correction.conflict.notice}>
            <Button variant="default" size="xs" onClick={() => void it.showTheirs()}>
              {correction.conflict.see}
            </Button>
          </Notice>
        )}
        {isBilled(usage) && (
          <Notice title={correction.billed.title}>
            <Text size="sm" mb="sm">
              {correction.billed.text}
            </Text>
            <Switch
              label={correction.billed.force}
              description={correction.billed.forceText}
              styles={{ description: { color: 'inherit' } }}
              checked={it.isForced}
              onChange={(event) => it.setForced(event.currentTarget.checked)}
            />
          </Notice>
        )}
        <SaveBlockers
          title={attempt === 'recycle' ? correction.notRecycled : edit.notSent}
          // The notice above says that the usage has changed.
          problem={it.refusal?.status === 412 ? undefined : it.refusal}
          items={attempt ? it.blockersOf(attempt) : []}
        />
        <Fieldset variant="unstyled" miw={0} m={0} p={0} disabled={it.isPending}>
          <Stack gap="xl">
            <Section title={correction.characteristics}>
              {(!whole || it.checking.state === 'problems') && (
                <Text size="sm" c="dimmed" mb="sm">
                  {whole ? correction.brokenSpecification : correction.unknownSpecification}
                </Text>
              )}
              <Fieldset variant="unstyled" miw={0} m={0} p={0} disabled={stays}>
                <EntryForm
                  specification={whole?.specification}
                  contained={whole?.contained}
                  value={draft.usageCharacteristic ?? []}
                  onChange={(usageCharacteristic) => change({ usageCharacteristic })}
                  broken={broken}
                />
              </Fieldset>
            </Section>
            <Section title={correction.usage}>
              <AttributeFields usage={usage} draft={draft} stays={stays} onChange={change} problemAt={problemAt} />
            </Section>
            <Section title={correction.parties}>
              <Fieldset variant="unstyled" miw={0} m={0} p={0} disabled={stays}>
                <PartyFields
                  parties={draft.relatedParty ?? []}
                  onChange={(relatedParty) => change({ relatedParty })}
                  problemAt={problemAt}
                />
              </Fieldset>
            </Section>
            <Section title={correction.rating}>
              <RatingFields
                lines={draft.ratedProductUsage ?? []}
                isReadOnly={stays}
                onChange={(ratedProductUsage) => change({ ratedProductUsage })}
                problemAt={problemAt}
              />
            </Section>
          </Stack>
        </Fieldset>
        {changes.length > 0 && (
          <Section title={correction.changes}>
            <DifferenceTable
              label={correction.changes}
              titles={{ attribute: correction.attribute, before: correction.before, after: correction.after }}
              items={changes}
            />
          </Section>
        )}
      </Stack>
      <CorrectionBar correction={it} count={changes.length} onRecycle={() => submit('recycle')} />
      {theirs && (
        <UsageConflict
          base={usage}
          mine={draft}
          theirs={theirs.document}
          onTake={() => it.take(theirs)}
          onReapply={() => it.reapply(theirs)}
          onClose={it.dismissTheirs}
        />
      )}
      <LeaveGuard isChanged={it.isChanged} isSending={it.isPending} />
    </form>
  )
}
