/** What a hostile sender puts its requests together from. */
export interface Material {
  readonly random: () => number;
  /** A true announcement of its own, the address of its upload, and the bytes of the batch. */
  readonly announcement: Uint8Array;
  readonly upload: string;
  readonly batch: Uint8Array;
}

/** The bytes that it writes on one connection, and how. */
export interface HostileRequest {
  readonly kind: string;
  readonly bytes: Uint8Array;
  /** Where it goes away in the middle. */
  readonly cutAt: number | null;
  /** Whether it says at once that nothing more follows. */
  readonly isEnded: boolean;
}

type Making = (material: Material) => Uint8Array;

const METHODS = ['GET', 'POST', 'PATCH', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE', 'CONNECT', 'PRI', 'get', ''];
const DIGEST = 'a'.repeat(64);
const PATHS = [
  '/v1/batches',
  `/v1/batches/${DIGEST}/receipts`,
  `/v1/uploads/${DIGEST}`,
  '/v1/uploads/../../keys/signing.key',
  '/v1/streams',
  '/v1/channel',
  '/v1/health',
  '/v1/inbox',
  `/v1/inbox/${DIGEST}`,
  '/v1/receipts',
  '/v1/notices',
  '//v1/health',
  '/v1/health?x',
  '/v1/%68ealth',
  '*',
  'https://other/v1/health',
  `/${'x'.repeat(9_000)}`,
];
const HEADERS = [
  'Content-Length: 0',
  'Content-Length: 4',
  'Content-Length: -1',
  'Content-Length: 99999999999999999999',
  'Content-Length: 0, 4',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: chunked, identity',
  'Transfer-Encoding : chunked',
  'Expect: 100-continue',
  'Expect: something',
  'Upgrade: websocket',
  'Connection: upgrade',
  'Connection: close',
  'Host: y',
  'Range: bytes=0-',
  'Range: bytes=9007199254740991-',
  'Range: bytes=-1',
  'Tus-Resumable: 1.0.0',
  'Tus-Resumable: 9',
  'Upload-Offset: 0',
  'Upload-Offset: -1',
  'Upload-Offset: 1e3',
  'Upload-Offset: 18446744073709551616',
  'Upload-Length: 5',
  'Upload-Defer-Length: 1',
  'Upload-Metadata: peer YXJjb20=',
  'Upload-Concat: final;/v1/uploads/x',
  'X-HTTP-Method-Override: DELETE',
  'Content-Type: application/offset+octet-stream',
  'Content-Encoding: gzip',
  'X-A: \u0000',
  ' folded',
];

function integer(random: () => number, below: number): number {
  return Math.floor(random() * below);
}

function pick<Item>(random: () => number, items: readonly Item[]): Item {
  return items[integer(random, items.length)]!;
}

function join(head: readonly string[], body: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}

function alter({ random }: Material, bytes: Uint8Array): Uint8Array {
  const altered = Uint8Array.from(bytes);
  for (let change = integer(random, 5); change > 0; change -= 1)
    altered[integer(random, altered.length)] = integer(random, 256);
  return altered.subarray(0, random() < 0.2 ? integer(random, altered.length) : altered.length);
}

function patch(material: Material, offset: number, body: Uint8Array): Uint8Array {
  const { upload } = material;
  const head = [
    `PATCH ${upload} HTTP/1.1`,
    'Host: x',
    'Tus-Resumable: 1.0.0',
    `Upload-Offset: ${offset}`,
    'Content-Type: application/offset+octet-stream',
    `Content-Length: ${body.length}`,
  ];
  return join(head, body);
}

function announce({ announcement }: Material): Uint8Array {
  return join(['POST /v1/batches HTTP/1.1', 'Host: x', `Content-Length: ${announcement.length}`], announcement);
}

const makings: Readonly<Record<string, Making>> = {
  'odd requests': ({ random }) => {
    const line = `${pick(random, METHODS)} ${pick(random, PATHS)} HTTP/${pick(random, ['1.1', '1.1', '1.0', '2.0', '1'])}`;
    const headers = Array.from({ length: integer(random, 5) }, () => pick(random, HEADERS));
    return join(
      [line, 'Host: x', ...headers],
      Buffer.from(pick(random, ['', 'four', '4\r\nfour\r\n0\r\n\r\n', 'zz\r\n', '{}'])),
    );
  },
  'altered announcements': (material) => {
    const body = alter(material, material.announcement);
    return join(['POST /v1/batches HTTP/1.1', 'Host: x', `Content-Length: ${body.length}`], body);
  },
  'altered requests': (material) => alter(material, announce(material)),
  'altered uploads': (material) => {
    const { random, batch } = material;
    const offset = random() < 0.5 ? 0 : integer(random, batch.length + 2);
    const body = alter(material, batch.subarray(Math.min(offset, batch.length - 1)));
    return Buffer.concat([announce(material), patch(material, offset, body)]);
  },
  'many at once': ({ random }) => {
    const request = `GET ${pick(random, PATHS.slice(0, 9))} HTTP/1.1\r\nHost: x\r\n\r\n`;
    return Buffer.from(request.repeat(1 + integer(random, 300)));
  },
  documents: ({ random }) => {
    const body = pick(random, [
      '{"document":"x","signature":"y"}',
      '['.repeat(integer(random, 300_000)),
      `[${'[],'.repeat(integer(random, 300_000))}[]]`,
      '{"document":1}',
      '\ufeff{}',
    ]);
    const path = pick(random, ['/v1/receipts', '/v1/notices', '/v1/batches']);
    return join([`POST ${path} HTTP/1.1`, 'Host: x', `Content-Length: ${Buffer.byteLength(body)}`], Buffer.from(body));
  },
  noise: ({ random }) => Buffer.from(Array.from({ length: integer(random, 2_000) }, () => integer(random, 256))),
};

/** Makes up what is written on one connection. */
export function makeRequest(material: Material): HostileRequest {
  const { random } = material;
  const [kind, make] = pick(random, Object.entries(makings));
  const bytes = make(material);
  const cutAt = random() < 0.2 ? integer(random, bytes.length + 1) : null;
  return { kind, bytes, cutAt, isEnded: random() < 0.2 };
}
