import { spawn } from 'node:child_process';
import { scelleCommand } from './run-scelle.ts';

/** A question to wait for, and what is typed then. */
export interface Dialogue {
  readonly question: string;
  readonly answer: string;
}

/** Runs the CLI on a terminal of its own (util-linux `script`), answers the questions as they come, and gives what was shown. */
export async function runOnTerminal(
  args: readonly string[],
  cwd: string,
  ...dialogue: readonly Dialogue[]
): Promise<string> {
  const command = [...scelleCommand, ...args].join(' ');
  const child = spawn('script', ['-qec', command, '/dev/null'], { cwd, env: { ...process.env, LC_ALL: 'C' } });
  const expected = [...dialogue];
  let shown = '';
  let answeredUpTo = 0;
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    shown += piece;
    const [next] = expected;
    const at = next === undefined ? -1 : shown.indexOf(next.question, answeredUpTo);
    if (next === undefined || at < 0) return;
    answeredUpTo = at + next.question.length;
    expected.shift();
    child.stdin.write(`${next.answer}\r`);
  });
  await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
  return shown;
}

/** What is left on the screen of what was shown: what stood before the last erasure of the screen is gone. */
export function afterErasure(shown: string): string {
  return shown.split('\u001b[0J').at(-1)!;
}
