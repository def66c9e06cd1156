import promises, { type FileHandle, open } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { devNull } from 'node:os';
import { DatabaseSync } from 'node:sqlite';

/** What changes a disc: an operation of files, or the commit of a transaction. */
export type DiscStep =
  | 'open'
  | 'write'
  | 'fsync'
  | 'copyFile'
  | 'link'
  | 'symlink'
  | 'rename'
  | 'unlink'
  | 'rm'
  | 'chmod'
  | 'mkdir'
  | 'commit';

type Intercept = (step: DiscStep) => void;

const plainSteps = ['copyFile', 'link', 'symlink', 'rename', 'unlink', 'rm', 'chmod', 'mkdir'] as const;

/** What every open file inherits its methods from. */
const handlePrototype = await findHandlePrototype();

async function findHandlePrototype(): Promise<FileHandle> {
  await using handle = await open(devNull);
  return Object.getPrototypeOf(handle) as FileHandle;
}

/**
 * Calls `intercept` before each step of this process that changes a disc, as long as `operation` runs; what it throws
 * takes the place of the step.
 */
export async function withSteps<Result>(intercept: Intercept, operation: () => Promise<Result>): Promise<Result> {
  const undo = [
    ...plainSteps.map((step) => before(promises, step, () => intercept(step))),
    before(promises, 'open', (_path, flags) => {
      if (typeof flags === 'string' && /[wa+]/.test(flags)) intercept('open');
    }),
    before(handlePrototype, 'write', () => intercept('write')),
    before(handlePrototype, 'sync', () => intercept('fsync')),
    before(handlePrototype, 'datasync', () => intercept('fsync')),
    before(DatabaseSync.prototype, 'exec', (sql) => {
      if (sql === 'COMMIT') intercept('commit');
    }),
  ];
  syncBuiltinESMExports();
  try {
    return await operation();
  } finally {
    for (const restore of undo) restore();
    syncBuiltinESMExports();
  }
}

/** Lets a method of `owner` begin with `act`; what this returns takes that away again. */
function before<Owner extends object>(
  owner: Owner,
  name: keyof Owner,
  act: (...args: readonly unknown[]) => void,
): () => void {
  const original = owner[name] as (...args: unknown[]) => unknown;
  const isAsync = owner !== DatabaseSync.prototype;
  const changed = function (this: unknown, ...args: unknown[]): unknown {
    try {
      act(...args);
    } catch (error) {
      if (isAsync) return Promise.reject(error);
      throw error;
    }
    return original.apply(this, args);
  };
  Object.assign(owner, { [name]: changed });
  return () => Object.assign(owner, { [name]: original });
}
