import { isOwnMemory } from '../io/own-memory.ts';
import type { Answer, Request } from './protocol.ts';

/**
 * The memory of those arrays that are ours: it changes threads without being copied, and is lost to the thread that
 * sends it. Arrays of somebody else are copied, and those that take less than half of their memory, which may hold others.
 */
export function lentMemory(arrays: readonly Uint8Array[]): ArrayBuffer[] {
  const buffers = arrays
    .filter((array) => isOwnMemory(array) && array.byteLength * 2 > array.buffer.byteLength)
    .map(({ buffer }) => buffer as ArrayBuffer);
  return [...new Set(buffers)];
}

/** The arrays of a message that may be large: they are lent, and belong to the thread that receives it. */
export function largeArrays(message: Request | Answer): readonly Uint8Array[] {
  if ('name' in message) return arraysOfRequest(message);
  if ('sealed' in message) return [message.sealed.frame];
  if ('read' in message) return [message.read.input, ...(message.read.accepted ? [message.read.accepted.lines] : [])];
  const kept = 'examined' in message ? message.examined.bytes : null;
  return kept === null ? [] : [kept.lines, ...kept.attachments];
}

function arraysOfRequest(request: Request): readonly Uint8Array[] {
  if (request.name === 'readLines') return [request.input];
  if (request.name === 'examineGroup') return [request.task.lines, ...request.task.attachments];
  return [...request.task.groups.map(({ lines }) => lines), request.task.attachments];
}
