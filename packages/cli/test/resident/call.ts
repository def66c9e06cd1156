/** A command for the resident, in the words of the process that calls. */
export interface Call {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What it came to. */
export interface Answer {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What was written to either stream, in its order. */
  readonly written: readonly Written[];
}

/** Text that a command wrote. */
export interface Written {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}
