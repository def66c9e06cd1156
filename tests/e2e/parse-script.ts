/** One command of a script, and what it shows. */
export interface ScriptStep {
  /** Comments before it. */
  readonly preamble: readonly string[];
  /** A line for the shell. */
  readonly command: string;
  /** Standard output, then standard error with `! ` before each line, then `[status]` where it is not 0. */
  readonly shown: readonly string[];
}

/**
 * Parses a script: `$ ` begins a command, what follows is shown by it, and a line with `#` or an empty one ends that.
 */
export function parseScript(text: string): ScriptStep[] {
  const steps: ScriptStep[] = [];
  let preamble: string[] = [];
  let shown: string[] | null = null;
  for (const line of text.trimEnd().split('\n')) {
    if (line.startsWith('$ ')) {
      shown = [];
      steps.push({ preamble, command: line.slice(2), shown });
      preamble = [];
    } else if (line === '' || line.startsWith('#')) {
      shown = null;
      if (line !== '') preamble.push(line);
    } else if (shown === null) {
      throw new Error(`a script shows this before any command: ${line}`);
    } else {
      shown.push(line);
    }
  }
  return steps;
}

/** The text of a script. */
export function formatScript(steps: readonly ScriptStep[]): string {
  return steps.flatMap(({ preamble, command, shown }) => [...preamble, `$ ${command}`, ...shown, '']).join('\n');
}
