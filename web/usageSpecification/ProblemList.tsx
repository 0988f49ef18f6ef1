import { Alert, Anchor, List, Text } from '@mantine/core'
import { type FieldProblem, idOf, inWords } from './problems'

interface Props {
  title: string
  message: string
  problems: FieldProblem[]
  onChoose: (problem: FieldProblem) => void
}

/** What the server refused, each with a way to where it can be mended. */
export function ProblemList({ title, message, problems, onChoose }: Props) {
  return (
    <Alert id={idOf('problems')} role="alert" tabIndex={-1} color="red" variant="light" title={title} style={{ scrollMarginTop: 80 }}>
      {problems.length === 0 && <Text size="sm">{message}</Text>}
      <List size="sm" listStyleType="none" spacing={4}>
        {problems.map((problem) => (
          <List.Item key={problem.path}>
            <Anchor component="button" type="button" size="sm" ta="start" c="inherit" underline="always" onClick={() => onChoose(problem)}>
              {inWords(problem.path)}: {problem.message}
            </Anchor>
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}
