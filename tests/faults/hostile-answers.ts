import type { TLSSocket } from 'node:tls';

/** One way in which a receiver answers, and what ends it. */
export interface Lie {
  readonly kind: string;
  /** Whether it may come to an answer as a true receiver gives it. */
  readonly isPlausible: boolean;
  answer(socket: TLSSocket): void;
  end(): void;
}

/** What a way of answering works with. */
interface Stage {
  readonly random: () => number;
  /** Length of the batch that is announced. */
  readonly batchBytes: number;
  /** Calls something again and again until the lie ends or the socket is closed. */
  every(milliseconds: number, socket: TLSSocket, perform: () => void): void;
  /** Calls something for each request that seems to have come, with its first line; bodies are thrown away. */
  onRequest(socket: TLSSocket, perform: (line: string) => void): void;
}

type Answering = (stage: Stage) => (socket: TLSSocket) => void;

const OPEN = '{"state":"open","notice":null}';
const UPLOAD = `/v1/uploads/${'b'.repeat(64)}`;

/** A head and a body that agree. */
function whole(body: string | Buffer, status = 200): Buffer {
  const bytes = Buffer.from(body as string);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} X\r\nContent-Length: ${bytes.length}\r\n\r\n`), bytes]);
}

function integer(random: () => number, below: number): number {
  return Math.floor(random() * below);
}

/** Every way in which a receiver is hostile here. */
export const lies: Readonly<Record<string, Answering>> = {
  silence: () => (socket) => void socket.resume(),
  'no reading': () => (socket) => void socket.pause(),
  'another protocol': (stage) => (socket) =>
    stage.onRequest(socket, () =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'),
    ),
  'head by bytes': (stage) => (socket) => {
    socket.resume();
    socket.write('HTTP/1.1 200 OK\r\nX: ');
    stage.every(20, socket, () => socket.write('x'));
  },
  'continue for ever': (stage) => (socket) => {
    socket.resume();
    stage.every(10, socket, () => socket.write('HTTP/1.1 100 Continue\r\n\r\n'));
  },
  'body by bytes': (stage) => (socket) => {
    stage.onRequest(socket, () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n'));
    stage.every(20, socket, () => socket.write(' '));
  },
  'chunks of a byte': (stage) => (socket) => {
    stage.onRequest(socket, () => socket.write('HTTP/1.1 206 OK\r\nTransfer-Encoding: chunked\r\n\r\n'));
    stage.every(20, socket, () => socket.write('1\r\n \r\n'));
  },
  'slow enough for each bound': (stage) => (socket) => {
    stage.onRequest(socket, () => socket.write('HTTP/1.1 206 OK\r\nTransfer-Encoding: chunked\r\n\r\n'));
    stage.every(10, socket, () => socket.write(`1000\r\n${' '.repeat(4_096)}\r\n`));
  },
  'endless body': () => (socket) => {
    socket.resume();
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
    const piece = `10000\r\n${' '.repeat(65_536)}\r\n`;
    const write = (): void => {
      while (!socket.destroyed && socket.write(piece));
    };
    socket.on('drain', write);
    write();
  },
  deep: ({ random }) => {
    const answer = whole('['.repeat(1 + integer(random, 4_000_000)));
    return (socket) => void socket.resume().write(answer);
  },
  wide: ({ random }) => {
    const [open, one] = random() < 0.5 ? ['[', '[],'] : ['{"receipts":[', '{},'];
    const answer = whole(`${open}${one.repeat(1 + integer(random, 1_000_000))}`);
    return (socket) => void socket.resume().write(answer);
  },
  'long strings': ({ random }) => {
    const text = JSON.stringify('a"'.repeat(integer(random, 2_000_000)));
    const answer = whole(`{"receipts":[{"document":${text},"signature":${text}}]}`);
    return (socket) => void socket.resume().write(answer);
  },
  'length beyond all bounds': ({ random }) => {
    const length = ['9007199254740991', '99999999999999999999', '-1', '1e9', '70000000'][integer(random, 5)];
    return (socket) => void socket.resume().write(`HTTP/1.1 200 X\r\nContent-Length: ${length}\r\n\r\n{`);
  },
  noise: ({ random }) => {
    const noise = Buffer.from(Array.from({ length: integer(random, 3_000) }, () => integer(random, 256)));
    const answer = random() < 0.5 ? noise : whole(noise, random() < 0.5 ? 200 : 400);
    return (socket) => void socket.resume().end(answer);
  },
  'strange status': ({ random }) => {
    const status = [100, 101, 103, 199, 204, 205, 206, 301, 304, 307, 401, 407, 416, 418, 500, 599, 999][
      integer(random, 17)
    ]!;
    return (socket) =>
      void socket
        .resume()
        .write(`HTTP/1.1 ${status} X\r\nLocation: https://127.0.0.1:1/\r\nContent-Length: 2\r\n\r\n{}`);
  },
  'enormous head': ({ random }) => {
    const head = `X-${integer(random, 9)}: ${'x'.repeat(1_000)}\r\n`.repeat(integer(random, 60));
    return (socket) => void socket.resume().end(`HTTP/1.1 200 OK\r\n${head}\r\n`);
  },
  'two answers': (stage) => (socket) => {
    const pair = Buffer.concat([whole(OPEN), whole('{"batches":[]}')]);
    stage.onRequest(socket, () => socket.write(pair));
  },
  'cut anywhere': ({ random }) => {
    const answer = whole(OPEN);
    const end = integer(random, answer.length);
    return (socket) => void socket.resume().end(answer.subarray(0, end));
  },
  'a byte of progress with each call': (stage) => {
    let offset = 0;
    return (socket) =>
      stage.onRequest(socket, (line) => {
        if (!line.startsWith('POST /v1/batches')) return void socket.destroy();
        offset += 1;
        socket.write(whole(JSON.stringify({ state: 'wanted', upload: UPLOAD, offset, bytes: stage.batchBytes })));
      });
  },
  'body taken by bytes': (stage) => (socket) => {
    const wanted = { state: 'wanted', upload: UPLOAD, offset: 0, bytes: stage.batchBytes };
    socket.once('data', () => {
      socket.write(whole(JSON.stringify(wanted)));
      socket.pause();
      stage.every(50, socket, () => socket.read(100));
    });
  },
  'places that are none': (stage) => {
    const values = [-1, 0, 1, stage.batchBytes, stage.batchBytes + 1, 2 ** 53, 0.5, '0', null];
    const [offset, bytes] = [0, 1].map(() => values[integer(stage.random, values.length)]);
    const answer = whole(JSON.stringify({ state: 'wanted', upload: UPLOAD, offset, bytes }));
    return (socket) => stage.onRequest(socket, () => socket.write(answer));
  },
  problems: (stage) => {
    const { random } = stage;
    const codes = [
      'batch-refused',
      'receiver-busy',
      'uploads-too-many',
      'channel-suspended',
      'upload-damaged',
      'x',
      '',
    ];
    const texts = ['', '\u001b[2J', '\u202e', 'x'.repeat(integer(random, 2_000)), 7, -1, null, [], {}];
    const any = (): unknown => texts[integer(random, texts.length)];
    const details = { found: any(), limit: any(), [String(any())]: any(), __proto__: any() };
    const problem = { type: 'x', title: any(), status: 400, code: codes[integer(random, codes.length)], details };
    const answer = whole(JSON.stringify(problem), [400, 403, 429, 500, 503, 507][integer(random, 6)]);
    return (socket) => stage.onRequest(socket, () => socket.write(answer));
  },
  'altered answers': (stage) => {
    const { random } = stage;
    const receipts = [{ document: '{}', signature: 'x' }];
    const answers = [
      OPEN,
      '{"receipts":[]}',
      '{"batches":[]}',
      JSON.stringify({ state: 'received', receipts }),
      JSON.stringify({ state: 'wanted', upload: UPLOAD, offset: 0, bytes: stage.batchBytes }),
      JSON.stringify({ batches: [{ name: '../x', manifest: 'a'.repeat(64), bytes: 9 }] }),
    ];
    const bytes = Buffer.from(answers[integer(random, answers.length)]!);
    for (let change = integer(random, 4); change > 0; change -= 1)
      bytes[integer(random, bytes.length)] = integer(random, 256);
    return (socket) => stage.onRequest(socket, () => socket.write(whole(bytes)));
  },
};

/** The ways that may lead to an answer that is one. */
const plausible: readonly string[] = [
  'altered answers',
  'cut anywhere',
  'enormous head',
  'noise',
  'problems',
  'strange status',
  'two answers',
];

/** Makes up one lie of a kind. */
export function createLie(kind: string, random: () => number, batchBytes: number): Lie {
  const timers = new Set<NodeJS.Timeout>();
  const stage: Stage = {
    random,
    batchBytes,
    every(milliseconds, socket, perform) {
      const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : perform()), milliseconds);
      timers.add(timer);
    },
    onRequest(socket, perform) {
      let text = '';
      socket.on('data', (piece: Buffer) => {
        text = `${text}${piece.toString('latin1')}`.slice(-16_384);
        const heads = [...text.matchAll(/(?:GET|POST|PATCH) [^\r]*\r\n(?:[^\r]+\r\n)*\r\n/g)];
        const last = heads.at(-1);
        if (last === undefined) return;
        text = text.slice(last.index + last[0].length);
        for (const [head] of heads) if (!socket.destroyed) perform(head.slice(0, head.indexOf('\r')));
      });
    },
  };
  const answer = lies[kind]!(stage);
  return {
    kind,
    isPlausible: plausible.includes(kind),
    answer,
    end() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}
