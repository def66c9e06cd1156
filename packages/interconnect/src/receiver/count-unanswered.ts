import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How many requests of one connection may wait for their answers: a client of ours sends the next after the answer. */
const MAX_UNANSWERED = 8;

/**
 * Counts the requests of each connection that wait for their answers. Threat: whoever sends requests without end, and
 * waits for no answer, would have all of them kept in memory. Gives what takes the next one into account, and tells
 * whether it is one too many.
 */
export function countUnanswered(): (socket: Socket, response: ServerResponse) => boolean {
  const counts = new WeakMap<Socket, number>();
  return (socket, response) => {
    const count = (counts.get(socket) ?? 0) + 1;
    counts.set(socket, count);
    response.once('close', () => counts.set(socket, counts.get(socket)! - 1));
    return count > MAX_UNANSWERED;
  };
}
