/**
 * Modules of Node that what checks proofs uses where they are: a browser has none. Asked for instead of imported, since a
 * bundler for browsers cannot resolve the import.
 */
const builtin = globalThis.process?.getBuiltinModule;

/** `node:crypto`, or null in a browser. */
export const nodeCrypto: typeof import('node:crypto') | null = builtin?.('node:crypto') ?? null;

/** `node:buffer`, or null in a browser. */
export const nodeBuffer: typeof import('node:buffer') | null = builtin?.('node:buffer') ?? null;
