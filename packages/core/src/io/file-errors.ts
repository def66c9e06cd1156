import { CoreError, type CoreErrorCode } from '../errors/core-error.ts';

const targetCodes: Readonly<Record<string, CoreErrorCode>> = {
  EEXIST: 'target-exists',
  ENOSPC: 'target-full',
  EDQUOT: 'target-full',
  ENOENT: 'target-folder-missing',
  ENOTDIR: 'target-folder-missing',
};

/** What `link` says where the file system has no hard links. */
const unsupportedLinkCodes = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

/**
 * The error to throw when writing `file` failed: `target-exists`, `target-full`, `target-folder-missing`,
 * `target-links-unsupported`, or `target-unwritable` with the system's word for it. What the system did not report (a
 * bug, a CoreError) is kept.
 */
export function toTargetError(error: unknown, file: string): unknown {
  const system = toSystemError(error);
  if (system === null) return error;
  const isUnsupportedLink = system.syscall === 'link' && unsupportedLinkCodes.includes(system.code);
  const code = isUnsupportedLink ? 'target-links-unsupported' : (targetCodes[system.code] ?? 'target-unwritable');
  return new CoreError(code, { file, found: system.code }, { cause: error });
}

/** The error to throw when reading `file` failed: `source-missing`, or `source-unreadable` with the system's word. */
export function toSourceError(error: unknown, file: string): unknown {
  const system = toSystemError(error);
  if (system === null) return error;
  const code = system.code === 'ENOENT' ? 'source-missing' : 'source-unreadable';
  return new CoreError(code, { file, found: system.code }, { cause: error });
}

/** The error number's name (`ENOSPC`) if the operating system reported the error, or null. */
export function toSystemCode(error: unknown): string | null {
  return toSystemError(error)?.code ?? null;
}

function toSystemError(error: unknown): { readonly code: string; readonly syscall: unknown } | null {
  const isSystemError = error instanceof Error && 'syscall' in error && 'code' in error;
  return isSystemError && typeof error.code === 'string' ? { code: error.code, syscall: error.syscall } : null;
}
