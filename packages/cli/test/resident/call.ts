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
}
