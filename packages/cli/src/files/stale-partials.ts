import { rm } from 'node:fs/promises';
import { findStalePartials } from '@scelle/core';
import type { CommandContext } from '../command-context.ts';

/**
 * Removes what ended processes left unfinished in a folder, and says so; what another host left is only reported.
 * A folder that does not exist is for the writer to complain about.
 */
export async function clearStalePartials(folder: string, { terminal, texts }: CommandContext): Promise<void> {
  const stale = await findStalePartials(folder).catch(() => []);
  for (const { path, owner } of stale) {
    // A tool that the ended process had started may still be making a file there.
    if (owner === 'gone') await rm(path, { recursive: true, force: true, maxRetries: 5 });
    terminal.notice(owner === 'gone' ? texts.staleRemoved(path) : texts.staleElsewhere(path));
  }
}
