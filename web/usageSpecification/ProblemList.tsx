import { Alert, Anchor, List, Text } from '@mantine/core'
import { type FieldProblem, inWords } from './problems'

interface Props {
  title: string
  message: string
  problems: FieldProblem[]
  onChoose: (problem: FieldProblem) => void
}

/** What the server refused, each with a way to where it can be mended. */
export function ProblemList({ title, message, problems, onChoose }: Props) {
  return (
    <Alert role="alert" color="red" variant="light" title={title}>
      {problems.length === 0 && <Text size="sm">{message}</Text>}
      <List size="sm">
        {problems.map((problem) => (
          <List.Item key={problem.path}>
            <Anchor component="button" type="button" size="sm" ta="start" onClick={() => onChoose(problem)}>
              {inWords(problem.path)} {problem.message}
            </Anchor>
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}
