import { spawn } from 'node:child_process';
import { scelleCommand } from './run-scelle.ts';

/** A question to wait for, and what is typed then. */
export interface Dialogue {
  readonly question: string;
  readonly answer: string;
}

/** Runs the CLI on a terminal of its own (util-linux `script`), answers one question, and gives what was shown. */
export async function runOnTerminal(args: readonly string[], cwd: string, dialogue: Dialogue): Promise<string> {
  const command = [...scelleCommand, ...args].join(' ');
  const child = spawn('script', ['-qec', command, '/dev/null'], { cwd, env: { ...process.env, LC_ALL: 'C' } });
  let shown = '';
  let isAnswered = false;
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    shown += piece;
    if (isAnswered || !shown.includes(dialogue.question)) return;
    isAnswered = true;
    child.stdin.write(`${dialogue.answer}\r`);
  });
  await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
  return shown;
}

/** What is left on the screen of what was shown: what stood before the last erasure of the screen is gone. */
export function afterErasure(shown: string): string {
  return shown.split('\u001b[0J').at(-1)!;
}
