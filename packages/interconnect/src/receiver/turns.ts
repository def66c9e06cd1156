import { InterconnectError } from '../errors/interconnect-error.ts';

/** Lets work on one key be done by one caller at a time, in the order of the calls. */
export type InTurn = <Result>(key: string, perform: () => Promise<Result>) => Promise<Result>;

/** A queue for each key, in which so many callers are at most, the one at work included. Throws `receiver-busy` beyond. */
export function createTurns(most: number = Number.POSITIVE_INFINITY): InTurn {
  const queues = new Map<string, { readonly last: Promise<unknown>; readonly length: number }>();

  function leave(key: string): void {
    const { last, length } = queues.get(key)!;
    if (length === 1) queues.delete(key);
    else queues.set(key, { last, length: length - 1 });
  }

  return async (key, perform) => {
    const { last, length } = queues.get(key) ?? { last: Promise.resolve(), length: 0 };
    if (length >= most) throw new InterconnectError('receiver-busy');
    const turn = last.then(perform);
    queues.set(key, { last: turn.catch(() => undefined), length: length + 1 });
    try {
      return await turn;
    } finally {
      leave(key);
    }
  };
}
