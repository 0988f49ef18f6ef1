import { Alert, Anchor, List, Text } from '@mantine/core'
import { editor } from '../../messages/editor'
import type { DraftProblem } from './problems'

interface Props {
  title: string
  /** Said where nothing is wrong with any attribute. */
  message: string
  problems: readonly DraftProblem[]
  onChoose: (problem: DraftProblem) => void
}

const mostShown = 30

/** What is wrong with a draft, each with a way to where it can be mended. */
export function ProblemList({ title, message, problems, onChoose }: Props) {
  return (
    <Alert id={listId} role="alert" tabIndex={-1} color="red" variant="light" title={title} style={{ scrollMarginTop: 80 }}>
      {problems.length === 0 && <Text size="sm">{message}</Text>}
      <List size="sm" listStyleType="none" spacing={4}>
        {problems.slice(0, mostShown).map((problem) => (
          <List.Item key={`${problem.path} ${problem.message}`}>
            <Anchor component="button" type="button" size="sm" ta="start" c="inherit" underline="always" onClick={() => onChoose(problem)}>
              {problem.where}: {problem.message}
            </Anchor>
          </List.Item>
        ))}
      </List>
      {problems.length > mostShown && <Text size="sm">{editor.moreProblems(problems.length - mostShown)}</Text>}
    </Alert>
  )
}

export const listId = 'problems'
