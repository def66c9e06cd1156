import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { rawLedger, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { codeOf, connect, createParty, introduce, type Party, pack, send, serve } from '../support/parties.ts';
import { writeSealedFile } from '../support/sealed-file.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A collector with a batch, and a receiver with the right certificate that answers what the test says. */
async function createLie(answer: Answer) {
  const tmg = await createParty('tmg', 'collector');
  const arcom = await createParty('arcom', 'authority');
  await introduce(tmg, arcom);
  const { key, certificate: cert } = arcom.identity;
  const server = createServer({ key, cert }, (request, response) => {
    request.resume();
    request.once('end', () => answer(request, response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const { path, digest } = await pack(tmg);
  return { tmg, arcom, connection: connect(tmg, arcom, port), path, digest };
}

function json(document: unknown, status = 200): Answer {
  return (_, response) => void response.writeHead(status).end(JSON.stringify(document));
}

const received = (receipts: readonly unknown[]) => json({ state: 'received', receipts });

/** What the authority truly issues for a batch of another stream of the sender. */
async function issueOther(tmg: Party, arcom: Party): Promise<readonly unknown[]> {
  const { receiver } = await serve(arcom);
  await send(tmg, connect(tmg, arcom, receiver.port), (await pack(tmg, 'film')).path);
  const rows = rawLedger(arcom.station)
    .prepare("SELECT document, signature FROM receipts WHERE direction = 'issued'")
    .all();
  const decoder = new TextDecoder();
  return rows.map((row) => ({
    document: decoder.decode(row['document'] as Uint8Array),
    signature: decoder.decode(row['signature'] as Uint8Array),
  }));
}

/** A collector and an authority that are not those of `createLie`, or the same with other memories. */
async function otherReceipts(authority: { readonly isNamesake?: boolean }): Promise<readonly unknown[]> {
  const tmg = await createParty('tmg', 'collector');
  const arcom = await createParty('arcom', 'authority', authority);
  await introduce(tmg, arcom);
  return issueOther(tmg, arcom);
}

describe('a sender does not believe a receiver', () => {
  it('that says it has the batch and gives no receipt', async () => {
    const { tmg, connection, path } = await createLie(received([]));
    expect(await codeOf(() => send(tmg, connection, path))).toBe('receipt-missing');
  });

  it('whose receipt nobody signed', async () => {
    const { tmg, connection, path } = await createLie(received([{ document: '{}\n', signature: 'x' }]));
    expect(await codeOf(() => send(tmg, connection, path))).toBe('signature-malformed');
  });

  it('whose receipt another authority signed', async () => {
    const receipts = await otherReceipts({ isNamesake: true });
    const { tmg, connection, path } = await createLie(received(receipts));
    expect(await codeOf(() => send(tmg, connection, path))).toBe('receipt-unknown-key');
  });

  it('whose receipt is for a batch that nobody sent', async () => {
    const receipts = await otherReceipts({});
    const { tmg, connection, path } = await createLie(received(receipts));
    expect(await codeOf(() => send(tmg, connection, path))).toBe('receipt-unknown-batch');
  });

  it('whose receipt is for another batch that was sent', async () => {
    const receipts: unknown[] = [];
    const { tmg, arcom, connection, path } = await createLie(received(receipts));
    receipts.push(...(await issueOther(tmg, arcom)));
    expect(await codeOf(() => send(tmg, connection, path))).toBe('receipt-missing');
  });

  it('that has all bytes already, as it says, and no receipt', async () => {
    const upload = `/v1/uploads/${'a'.repeat(64)}`;
    const { tmg, connection, path } = await createLie((request, response) => {
      const bytes = 10 ** 6;
      const document = request.method === 'POST' ? { state: 'wanted', upload, offset: bytes, bytes } : { receipts: [] };
      response.end(JSON.stringify(document));
    });
    expect(await codeOf(() => send(tmg, connection, path))).toBe('receiver-answer-invalid');
  });

  it.each([
    ['an upload elsewhere', { state: 'wanted', upload: 'https://evil.example/x', offset: 0, bytes: 1 }],
    ['a negative place', { state: 'wanted', upload: `/v1/uploads/${'a'.repeat(64)}`, offset: -1, bytes: 1 }],
    ['something else', { state: 'accepted' }],
    ['a list', []],
    ['nothing', null],
  ])('that answers with %s', async (_, document) => {
    const { tmg, connection, path } = await createLie(json(document));
    expect(await codeOf(() => send(tmg, connection, path))).toBe('receiver-answer-invalid');
  });

  it('whose problem is none of ours', async () => {
    const { tmg, connection, path } = await createLie(json({ title: '\u001b[31mrun this', status: 400 }, 400));
    expect(await codeOf(() => send(tmg, connection, path))).toBe('receiver-answer-invalid');
  });

  it('that redirects it', async () => {
    const { tmg, connection, path } = await createLie((_, response) => {
      response.writeHead(307, { Location: 'https://evil.example/v1/batches' }).end();
    });
    expect(await codeOf(() => send(tmg, connection, path))).toBe('receiver-refused');
  });

  it('that answers without end', async () => {
    const { tmg, connection, path } = await createLie((_, response) => {
      const piece = Buffer.alloc(1 << 20, ' ');
      const write = () => {
        while (!response.destroyed && response.write(piece));
      };
      response.on('drain', write);
      response.on('error', () => undefined);
      write();
    });
    expect(await codeOf(() => send(tmg, connection, path))).toBe('receiver-answer-invalid');
  });

  it('and gives up on one that is always busy, after a bounded time', async () => {
    const problem = { type: 'x', title: 'x', status: 503, code: 'receiver-busy', details: {} };
    const { tmg, connection, path } = await createLie(json(problem, 503));
    let clock = 0;
    const delays: number[] = [];
    const options = {
      patience: 900_000,
      random: () => 1,
      now: () => clock,
      sleep: async (milliseconds: number) => {
        delays.push(milliseconds);
        clock += milliseconds;
      },
    };
    expect(await codeOf(() => send(tmg, connection, path, options))).toBe('transfer-given-up');
    expect(delays.slice(0, 9)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    expect(clock).toBeLessThan(1_000_000);
  });

  it('and gives up on one that is a byte further with each call, after a bounded time', async () => {
    const upload = `/v1/uploads/${'a'.repeat(64)}`;
    let offset = 0;
    let bytes = 0;
    const { tmg, connection, path } = await createLie((request, response) => {
      if (request.method === 'PATCH') return void response.destroy();
      offset += 1;
      response.end(JSON.stringify({ state: 'wanted', upload, offset, bytes }));
    });
    bytes = (await stat(path)).size;
    let clock = 0;
    const sleep = async (milliseconds: number) => {
      clock += milliseconds;
    };
    const options = { patience: 900_000, random: () => 1, now: () => clock, sleep };
    expect(await codeOf(() => send(tmg, connection, path, options))).toBe('receiver-unreachable');
    expect(offset).toBeGreaterThan(5);
    expect(clock).toBeLessThan(1_000_000);
  });

  it('and gives up on one that goes on, and takes too long for it in all', async () => {
    const upload = `/v1/uploads/${'a'.repeat(64)}`;
    const step = 70_000;
    let offset = 0;
    const { tmg, arcom, connection } = await createLie((request, response) => {
      if (request.method === 'PATCH') return void response.destroy();
      offset += step;
      response.end(JSON.stringify({ state: 'wanted', upload, offset, bytes: file.size }));
    });
    const file = await writeSealedFile(await temporaryFolder(), { from: tmg, to: arcom }, { bytes: 8 << 20 });
    let clock = 0;
    const sleep = async () => {
      clock += 300_000;
    };
    const options = { patience: 900_000, now: () => clock, sleep };
    expect(await codeOf(() => send(tmg, connection, file.path, options))).toBe('receiver-too-slow');
    expect(clock).toBeLessThan(4_500_000);
  });
});
