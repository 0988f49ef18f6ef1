/** A process, by its id. */
export interface Process {
  pid: number
  parent: number
  command: string
}

/** All processes of this machine. */
function processes(): Process[] {
  const { stdout } = Bun.spawnSync(['ps', '-axo', 'pid=,ppid=,args='])
  return stdout
    .toString()
    .split('\n')
    .flatMap((line) => {
      const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
      return pid && parent ? [{ pid: Number(pid), parent: Number(parent), command }] : []
    })
}

/** The processes that process `pid` and its children have started, also those in sessions of their own. */
export function descendantsOf(pid: number): Process[] {
  const children = Map.groupBy(processes(), ({ parent }) => parent)
  const below = (parent: number): Process[] => (children.get(parent) ?? []).flatMap((it) => [it, ...below(it.pid)])
  return below(pid)
}

/** Those of the processes that still run. */
export function running(some: Process[]): Process[] {
  const now = new Map(processes().map((it) => [it.pid, it]))
  return some.filter(({ pid, command }) => now.get(pid)?.command === command && !/<defunct>/.test(command))
}
