/** The name of the system's error (`ENOSPC`), or null where the system did not report one. */
export function toSystemCode(error: unknown): string | null {
  const isSystemError = error instanceof Error && 'syscall' in error && 'code' in error;
  return isSystemError && typeof error.code === 'string' ? error.code : null;
}
