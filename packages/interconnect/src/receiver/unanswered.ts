import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How many requests of one connection may wait for their answers: a client of ours sends the next after the answer. */
const MAX_UNANSWERED = 8;

/** The answers for which each connection waits. */
export interface Unanswered {
  /** Takes the next one into account, and tells whether it is one too many. */
  isOneTooMany(socket: Socket, response: ServerResponse): boolean;
  /** Whether a part of an answer was sent: nothing else can stand behind it. */
  isInAnswer(socket: Socket): boolean;
}

/**
 * Keeps account of the requests of each connection that wait for their answers. Threat: whoever sends requests without
 * end, and waits for no answer, would have all of them kept in memory.
 */
export function countUnanswered(): Unanswered {
  const waiting = new WeakMap<Socket, Set<ServerResponse>>();
  return {
    isOneTooMany(socket, response) {
      const responses = waiting.get(socket) ?? new Set();
      waiting.set(socket, responses.add(response));
      response.once('close', () => responses.delete(response));
      return responses.size > MAX_UNANSWERED;
    },
    isInAnswer: (socket) => [...(waiting.get(socket) ?? [])].some(({ headersSent }) => headersSent),
  };
}
