import { spawn } from 'node:child_process'

/** Runs a command; resolves with its output. Rejects with the end of the output if the command fails or takes longer than `seconds`. */
export function run(
  command: string,
  args: string[],
  cwd: string,
  seconds = 300,
  env: Record<string, string> = {},
): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: seconds * 1000,
    })
    let output = ''
    const append = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout.on('data', append)
    child.stderr.on('data', append)
    child.once('error', fail)
    child.once('close', (code, signal) => {
      if (code === 0) done(output)
      else fail(new Error(`${command} ${args.join(' ')} ended with ${signal ?? code}:\n${output.slice(-4000)}`))
    })
  })
}

/** The programs of a tool chain that this machine lacks, as a message that names them; undefined if it has all. */
export function missing(programs: string[]): string | undefined {
  const absent = programs.filter((program) => !Bun.which(program))
  return absent.length > 0 ? `Not found on this machine: ${absent.join(', ')}. Install it and run again.` : undefined
}
