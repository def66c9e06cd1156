import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** Names under which systems install the browser. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--headless',
  '--no-first-run',
  '--no-sandbox',
];

/** What the browser tells, by answering or on its own account. */
interface BrowserMessage {
  readonly id?: number;
  readonly method?: string;
  /** The page that it is about. */
  readonly sessionId?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** A page of a real browser. */
export interface Page {
  /** Sends a command of the DevTools protocol and returns its result. */
  send(method: string, params?: object): Promise<Record<string, unknown>>;
  /** The parameters of every event of that name so far, in this page. */
  eventsOf(method: string): Record<string, unknown>[];
  /** Evaluates an expression in the page, whose own policy does not bind it. */
  evaluate(expression: string): Promise<unknown>;
  close(): Promise<void>;
}

/** A real browser. */
export interface Browser {
  /** Opens an empty page. */
  openPage(): Promise<Page>;
  close(): Promise<void>;
}

/** The path of Chromium, or null. Throws under CI, where it must not be missing. */
export function findChromium(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
  if (found === undefined && process.env['CI']) {
    throw new Error('chromium is missing and CI is set: run apt-get install -y chromium.');
  }
  return found ?? null;
}

/** Starts the browser with its profile in `folder`. */
export function openBrowser(executable: string, folder: string): Browser {
  const child = spawn(executable, [...QUIET, `--user-data-dir=${folder}`, '--remote-debugging-pipe', 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const browser = connect(child.stdio[3] as Writable, child.stdio[4] as Readable);

  async function openPage(): Promise<Page> {
    const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
    const send: Page['send'] = (method, params = {}) => browser.send(method, params, String(sessionId));
    return {
      send,
      eventsOf: (method) => browser.eventsOf(method, String(sessionId)),
      async evaluate(expression) {
        const { result } = await send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
        return (result as { value?: unknown }).value;
      },
      close: async () => void (await browser.send('Target.closeTarget', { targetId })),
    };
  }

  return {
    openPage,
    async close() {
      await browser.send('Browser.close');
      await ended;
    },
  };
}

/** The DevTools protocol over a pair of pipes: JSON messages, each ended by a zero byte. */
function connect(commands: Writable, answers: Readable) {
  const waiting = new Map<number, PromiseWithResolvers<Record<string, unknown>>>();
  const events: BrowserMessage[] = [];
  let received = Buffer.alloc(0);
  let commandCount = 0;

  function take(message: BrowserMessage): void {
    if (message.id === undefined) return void events.push(message);
    const { error, result = {} } = message;
    if (error) waiting.get(message.id)?.reject(new Error(error.message));
    else waiting.get(message.id)?.resolve(result);
  }

  answers.on('data', (bytes: Buffer) => {
    received = Buffer.concat([received, bytes]);
    for (let end = received.indexOf(0); end >= 0; end = received.indexOf(0)) {
      take(JSON.parse(received.subarray(0, end).toString()) as BrowserMessage);
      received = received.subarray(end + 1);
    }
  });
  answers.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('The browser ended.'));
  });

  return {
    send(method: string, params: object = {}, sessionId?: string): Promise<Record<string, unknown>> {
      commandCount += 1;
      const answer = Promise.withResolvers<Record<string, unknown>>();
      waiting.set(commandCount, answer);
      commands.write(`${JSON.stringify({ id: commandCount, method, params, sessionId })}\0`);
      return answer.promise;
    },
    eventsOf(method: string, sessionId: string): Record<string, unknown>[] {
      const wanted = events.filter((event) => event.method === method && event.sessionId === sessionId);
      return wanted.map(({ params = {} }) => params);
    },
  };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
