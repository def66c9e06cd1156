import { type ChildProcess, fork } from 'node:child_process';
import { extname } from 'node:path';
import type { Answers, Question, Request, Response } from './protocol.ts';

/** A connection to the key service, which it starts, and which ends with it. */
export class Connection implements Disposable {
  readonly #service: ChildProcess;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #next = 1;

  constructor() {
    // Compiled or not, it lies beside this file.
    const service = new URL(`./key-service${extname(import.meta.url)}`, import.meta.url);
    // `advanced` lets byte arrays through as they are.
    this.#service = fork(service, { serialization: 'advanced' });
    this.#service.on('message', (response: Response) => this.#settle(response));
    this.#service.on('exit', () => this.#giveUp());
  }

  /** Asks the service. Rejects where it refuses, and where it ends before it has answered. */
  ask<Asked extends Question>(question: Asked): Promise<Answers[Asked['kind']]> {
    const id = this.#next++;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    this.#service.send({ id, question } satisfies Request);
    return waiting.promise as Promise<Answers[Asked['kind']]>;
  }

  [Symbol.dispose](): void {
    this.#service.disconnect();
  }

  #settle(response: Response): void {
    const waiting = this.#waiting.get(response.id);
    this.#waiting.delete(response.id);
    if ('answer' in response) waiting?.resolve(response.answer);
    else waiting?.reject(new Error(`The key service refuses: ${response.refusal}`));
  }

  #giveUp(): void {
    for (const { reject } of this.#waiting.values()) reject(new Error('The key service has ended.'));
    this.#waiting.clear();
  }
}
