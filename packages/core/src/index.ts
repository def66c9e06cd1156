export type { CoreErrorCode } from './errors/codes.ts';
export { CoreError } from './errors/core-error.ts';
export { type ErrorDetails, type Language, type Message, type Messages, ScelleError } from './errors/scelle-error.ts';
export type { Sink } from './io/sink.ts';
export type { BatchSource, ByteRange } from './io/source.ts';
