import { createHash } from 'node:crypto';
import { setImmediate as afterTurn } from 'node:timers';
import { setImmediate } from 'node:timers/promises';
import { fixedAttachments, fixedParties, fixedRecords } from '@scelle/testkit';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { BatchWriter } from '../../src/batch/batch-writer.ts';
import { leafSalt } from '../../src/merkle/salts.ts';
import { hashLeaf, MerkleRoot } from '../../src/merkle/tree.ts';
import { type Signer, verifySignature } from '../../src/minisign/sign.ts';
import { parseSignatureFile } from '../../src/minisign/signature-file.ts';
import { ipEvidenceTest } from '../../src/record/ip-evidence.ts';
import { GroupWorkers } from '../../src/workers/group-workers.ts';
import { createWorkers } from '../../src/workers/workers.ts';
import {
  createAttachment,
  MemorySink,
  makeBatch,
  type ReadBatch,
  readBatch,
  segmentOf,
  sha256Of,
  startBatch,
} from './batches.ts';
import { codeOf } from './code-of.ts';
import { sketch, sketchOfLength, sketchProfile } from './sketch-profile.ts';

const MIB = 1 << 20;

/** Records of three groups, which hardly compress, so that every group has writes of its own. */
const noisySketches = Array.from({ length: 80 }, (_, number) => sketch({ number, padding: noise(number, 60_000) }));

/** A record that is collected with others. */
const plainRecord = { ...fixedRecords[2]!, segments: [] };

function noise(number: number, characters: number): string {
  const outputLength = (characters * 3) / 4;
  return createHash('shake256', { outputLength }).update(String(number)).digest('base64');
}

/** Every statement of the manifest, held against what is there. */
function expectTrueManifest(bytes: Uint8Array, { manifest, container, head, groups, lines }: ReadBatch): void {
  const payload = bytes.subarray(container.payload.start, container.payload.end);
  expect(manifest.payload).toEqual({ bytes: payload.length, sha256: sha256Of(payload) });
  const tree = new MerkleRoot();
  for (const [index, leaf] of [head.document, ...lines.map((line) => Buffer.from(line))].entries()) {
    tree.push(hashLeaf(leafSalt(head.saltKey, index), leaf));
  }
  expect(manifest.records).toEqual({
    count: lines.length,
    merkleRoot: Buffer.from(tree.root()).toString('hex'),
  });
  const attachments = groups.flatMap((group) => group.attachments);
  expect(manifest.attachments).toEqual({
    count: attachments.length,
    bytes: attachments.reduce((total, attachment) => total + attachment.bytes.length, 0),
  });
  for (const attachment of attachments) expect(sha256Of(attachment.bytes)).toBe(attachment.sha256);
  const seal = parseSignatureFile(container.seal);
  expect(verifySignature(seal, container.manifest, fixedParties.tmg.publicKey)).toBe(true);
}

/** How many records and attachments each group holds. */
function shapeOf({ groups }: ReadBatch): [records: number, attachments: number][] {
  return groups.map((group) => [group.lines.filter((byte) => byte === 0x0a).length, group.attachments.length]);
}

describe('a batch', () => {
  it('of no records is a heartbeat', async () => {
    const bytes = await makeBatch([]);
    const read = await readBatch(bytes);
    expectTrueManifest(bytes, read);
    expect(read.groups).toEqual([]);
    expect(read.manifest).toMatchObject({ period: null, controllers: [], records: { count: 0 } });
  });

  it('is read back as it was written', async () => {
    const attachment = createAttachment('a', 700);
    const records = [
      sketch({ number: 1, controller: 'scpp', agent: 'agent-2', occurredAt: '2026-11-02T12:00:00.250Z' }),
      sketch({ number: 2, segments: [segmentOf(attachment)], padding: 'Étude 👍' }),
      sketch({ number: 3, occurredAt: '2026-11-01T12:00:00Z' }),
    ];
    const bytes = await makeBatch(records, {}, { readAttachment: async () => attachment });
    const read = await readBatch(bytes);
    expectTrueManifest(bytes, read);
    expect(read.lines.map((line) => JSON.parse(line))).toEqual(records);
    expect(read.groups[0]?.attachments).toEqual([{ sha256: sha256Of(attachment), bytes: attachment }]);
    expect(read.manifest).toMatchObject({
      period: { from: '2026-11-01T12:00:00Z', to: '2026-11-02T12:00:00.250Z' },
      controllers: [
        { name: 'sacem', records: 2 },
        { name: 'scpp', records: 1 },
      ],
      sealedTo: [fixedParties.arcom.classical.recipient.text],
    });
  });

  it('has the same bytes where clock, random bytes and records are the same', async () => {
    expect(await makeBatch([sketch()])).toEqual(await makeBatch([sketch()]));
  });

  it.each(['classical', 'hybrid'] as const)('encrypted to many %s recipients is opened by each', async (kind) => {
    const parties = [fixedParties.arcom, fixedParties.tmg, fixedParties.agent];
    const bytes = await makeBatch([sketch()], { recipients: parties.map((party) => party[kind].recipient) });
    for (const party of parties) expect((await readBatch(bytes, [party[kind].identity])).lines).toHaveLength(1);
    expect(await codeOf(readBatch(bytes, [fixedParties.stranger[kind].identity]))).toBe('age-no-identity');
  });

  it('reports what it sealed', async () => {
    const sink = new MemorySink();
    const writer = await startBatch(sink);
    const sealed = await writer.seal();
    const { manifest, container } = await readBatch(sink.bytes);
    expect(sealed).toEqual({
      manifest,
      manifestDigest: sha256Of(container.manifest),
      bytes: sink.bytes.length,
    });
  });

  it('takes records as they are, and none that JSON would bend', async () => {
    const bent: readonly [object, string][] = [
      [{ ...plainRecord, extra: undefined }, 'record-field-unknown'],
      [{ ...plainRecord, file: { ...plainRecord.file, size: Number.NaN } }, 'record-field-invalid'],
      [{ ...plainRecord, occurredAt: new Date('2026-01-31T23:59:59Z') }, 'record-field-invalid'],
      [{ ...plainRecord, pseudonym: 'half \ud83d' }, 'record-field-invalid'],
      [{ ...plainRecord, isp: 'a line\nand another' }, 'record-field-invalid'],
    ];
    const pseudonyms = ['"quoted" \\', 'Zoé Œ 👍', null, 'é'.repeat(256)];
    const sink = new MemorySink();
    const writer = await startBatch(sink, { profile: ipEvidenceTest });
    for (const pseudonym of pseudonyms) {
      await writer.addRecord({ ...plainRecord, pseudonym });
      for (const [record, code] of bent) expect(await codeOf(writer.addRecord(record)), code).toBe(code);
    }
    await writer.seal();
    const { lines } = await readBatch(sink.bytes);
    expect(lines.map((line) => JSON.parse(line).pseudonym)).toEqual(pseudonyms);
  });

  it('takes lines of input, whatever their white space', async () => {
    const sink = new MemorySink();
    const writer = await startBatch(sink);
    await writer.addLine(Buffer.from(`${JSON.stringify(sketch(), null, 1).replaceAll('\n', ' ')}\r`));
    await writer.seal();
    expect((await readBatch(sink.bytes)).lines).toEqual([JSON.stringify(sketch())]);
  });
});

describe('a group', () => {
  it('holds exactly 2 MiB of lines, and not a byte more', async () => {
    const records = Array.from({ length: 64 }, (_, number) => sketchOfLength(32_768, { number }));
    const exact = await makeBatch(records);
    expect(shapeOf(await readBatch(exact))).toEqual([[64, 0]]);
    const oneMore = await makeBatch([...records, sketch({ number: 64 })]);
    expect(shapeOf(await readBatch(oneMore))).toEqual([
      [64, 0],
      [1, 0],
    ]);
    const oneByteMore = await makeBatch(records.with(63, sketchOfLength(32_769, { number: 63 })));
    expectTrueManifest(oneByteMore, await readBatch(oneByteMore));
    expect(shapeOf(await readBatch(oneByteMore))).toEqual([
      [63, 0],
      [1, 0],
    ]);
  });

  it.each([
    ['exactly 16 MiB of attachments', [8 * MIB, 8 * MIB], [[2, 2]]],
    [
      'no byte more',
      [8 * MIB, 8 * MIB + 1],
      [
        [1, 1],
        [1, 1],
      ],
    ],
    [
      'a record of over 16 MiB alone',
      [1, 20 * MIB, 1],
      [
        [1, 1],
        [1, 1],
        [1, 1],
      ],
    ],
  ])('holds %s', async (_, lengths, shape) => {
    const attachments = lengths.map((length, index) => createAttachment(String(index), length));
    const sink = new MemorySink();
    const writer = await startBatch(sink);
    for (const [number, attachment] of attachments.entries()) {
      writer.addAttachment(attachment);
      await writer.addRecord(sketch({ number, segments: [segmentOf(attachment)] }));
    }
    await writer.seal();
    const read = await readBatch(sink.bytes);
    expectTrueManifest(sink.bytes, read);
    expect(shapeOf(read)).toEqual(shape);
  });
});

describe('an attachment', () => {
  const attachment = createAttachment('shared', 100);
  const segments = [segmentOf(attachment)];

  it('that several records name travels once', async () => {
    let reads = 0;
    const readAttachment = async () => {
      reads += 1;
      return attachment;
    };
    const records = [sketch({ segments: [...segments, ...segments] }), sketch({ number: 1, segments })];
    const bytes = await makeBatch(records, {}, { readAttachment });
    expect(shapeOf(await readBatch(bytes))).toEqual([[2, 1]]);
    expect(reads).toBe(1);
  });

  it('may be given anew for every record that names it', async () => {
    const sink = new MemorySink();
    const writer = await startBatch(sink);
    for (const number of [0, 1, 2]) {
      writer.addAttachment(attachment.slice());
      await writer.addRecord(sketch({ number, segments }));
    }
    await writer.seal();
    expect(shapeOf(await readBatch(sink.bytes))).toEqual([[3, 1]]);
  });

  it('is refused without bytes, and over 64 MiB', async () => {
    const writer = await startBatch(new MemorySink());
    expect(await codeOf(() => writer.addAttachment(new Uint8Array()))).toBe('attachment-empty');
    expect(await codeOf(() => writer.addAttachment(new Uint8Array(64 * MIB + 1)))).toBe('attachment-too-large');
  });

  it('is refused where more than 64 MiB would wait for records', async () => {
    const writer = await startBatch(new MemorySink());
    for (const label of ['a', 'b']) writer.addAttachment(createAttachment(label, 32 * MIB));
    expect(await codeOf(() => writer.addAttachment(Uint8Array.of(1)))).toBe('attachment-too-large');
  });

  it('that no record names keeps the batch from being sealed until one does', async () => {
    const sink = new MemorySink();
    const writer = await startBatch(sink);
    writer.addAttachment(attachment);
    expect(await codeOf(writer.seal())).toBe('attachment-unreferenced');
    await writer.addRecord(sketch({ segments }));
    await writer.seal();
    expect(shapeOf(await readBatch(sink.bytes))).toEqual([[1, 1]]);
  });
});

describe('a record that is refused', () => {
  const known = createAttachment('known', 50);
  const other = createAttachment('other', 60);

  it.each([
    ['for an agent that is not listed', 'record-agent-unlisted', sketch({ agent: 'agent-9' })],
    [
      'for a length that contradicts an earlier one',
      'segment-length-conflict',
      sketch({ segments: [{ ...segmentOf(known), length: 51 }] }),
    ],
    ['for an attachment that is missing', 'attachment-not-found', sketch({ segments: [segmentOf(Uint8Array.of(9))] })],
    [
      'for an attachment of another length',
      'attachment-wrong-length',
      sketch({ segments: [{ ...segmentOf(other), length: 61 }] }),
    ],
    [
      'for an attachment with another digest',
      'attachment-wrong-digest',
      sketch({ segments: [{ ...segmentOf(other), sha256: '0f'.repeat(32) }] }),
    ],
    ['for a field that the profile does not have', 'record-field-unknown', { ...sketch(), email: 'x@example.org' }],
    ['for its length', 'record-line-too-long', sketchOfLength(65_538)],
  ])('%s leaves the batch as it was', async (_, code, refused) => {
    const attachments = new Map([known, other].map((bytes) => [sha256Of(bytes), bytes]));
    attachments.set('0f'.repeat(32), other);
    const options = { readAttachment: async (sha256: string) => attachments.get(sha256) ?? null };
    const accepted = [sketch({ number: 1, segments: [segmentOf(known)] }), sketch({ number: 2 })];
    const sink = new MemorySink();
    const writer = await startBatch(sink, {}, options);
    await writer.addRecord(accepted[0]!);
    expect(await codeOf(writer.addRecord(refused))).toBe(code);
    await writer.addRecord(accepted[1]!);
    await writer.seal();
    expect(sink.bytes).toEqual(await makeBatch(accepted, {}, options));
  });

  it('for one of its attachments does not lose the others', async () => {
    const sink = new MemorySink();
    const writer = await startBatch(sink);
    writer.addAttachment(known);
    const segments = [segmentOf(known), segmentOf(other)];
    expect(await codeOf(writer.addRecord(sketch({ segments })))).toBe('attachment-not-found');
    writer.addAttachment(other);
    await writer.addRecord(sketch({ segments }));
    await writer.seal();
    expect(shapeOf(await readBatch(sink.bytes))).toEqual([[1, 2]]);
  });

  it('because an attachment could not be read may be tried again', async () => {
    const answers = [Promise.reject(new Error('the disc is gone')), Promise.resolve(known)];
    answers[0]?.catch(() => undefined);
    const sink = new MemorySink();
    const writer = await startBatch(sink, {}, { readAttachment: () => answers.shift()! });
    const record = sketch({ segments: [segmentOf(known)] });
    await expect(writer.addRecord(record)).rejects.toThrow('the disc is gone');
    await writer.addRecord(record);
    await writer.seal();
    expect(shapeOf(await readBatch(sink.bytes))).toEqual([[1, 1]]);
  });

  it('is one of a 257th controller, which no manifest could name', async () => {
    const writer = await startBatch(new MemorySink());
    for (let number = 0; number < 256; number++) await writer.addRecord(sketch({ controller: `c${number}` }));
    expect(await codeOf(writer.addRecord(sketch({ controller: 'c256' })))).toBe('too-many-controllers');
    await writer.addRecord(sketch({ controller: 'c255' }));
    expect((await writer.seal()).manifest.controllers).toHaveLength(256);
  });
});

describe('a run of lines', () => {
  const toLines = (...records: object[]) => Buffer.from(records.map((record) => JSON.stringify(record)).join('\n'));
  const refuseNothing = (error: Error) => {
    throw error;
  };

  it('needs no newline after its last line', async () => {
    const sink = new MemorySink();
    const writer = await startBatch(sink);
    await writer.addLines(toLines(sketch({ number: 1 }), sketch({ number: 2 })), refuseNothing);
    await writer.seal();
    expect((await readBatch(sink.bytes)).lines).toHaveLength(2);
  });

  it('may share its memory with the next one, also where it goes to a thread', async () => {
    const sink = new MemorySink();
    await using workers = createWorkers({ threads: 1 });
    await workers.started;
    const writer = await startBatch(sink, { profile: ipEvidenceTest }, { workers });
    const record = Buffer.from(`${JSON.stringify(plainRecord)}\n`);
    // Most of the memory is that of the first run of each.
    for (let turn = 0; turn < 3; turn++) {
      const lines = Buffer.alloc(800 * record.length, record);
      await writer.addLines(lines.subarray(0, 600 * record.length), refuseNothing);
      await writer.addLines(lines.subarray(600 * record.length), refuseNothing);
    }
    expect((await writer.seal()).manifest.records.count).toBe(2_400);
  });

  it('that cannot be read ends the batch, although nobody waits for it any more', async () => {
    const facts = () => {
      throw new Error('a defect of the profile');
    };
    const writer = await startBatch(new MemorySink(), { profile: { ...sketchProfile, facts } }, { threads: 2 });
    await writer.addLines(toLines(sketch()), refuseNothing);
    const cause = expect.objectContaining({ message: 'a defect of the profile' });
    await expect(writer.seal()).rejects.toMatchObject({ code: 'profile-failed', cause });
  });

  it('of which a line may not be refused ends the batch with what was thrown', async () => {
    const writer = await startBatch(new MemorySink());
    await writer.addLines(toLines(sketch(), sketch({ agent: 'agent-9' })), refuseNothing);
    for (let call = 0; call < 2; call++) expect(await codeOf(writer.seal())).toBe('record-agent-unlisted');
    expect(await codeOf(writer.addLines(toLines(sketch()), refuseNothing))).toBe('record-agent-unlisted');
  });

  it('of which lines are refused takes no room from the controllers of others', async () => {
    const sink = new MemorySink();
    const writer = await startBatch(sink);
    const refused: string[] = [];
    const refuse = (error: { readonly code: string }) => void refused.push(error.code);
    const segments = [segmentOf(Uint8Array.of(9))];
    const missing = Array.from({ length: 255 }, (_, number) => sketch({ controller: `c${number}`, segments }));
    await writer.addLines(toLines(sketch({ controller: 'sacem' }), ...missing), refuse);
    await writer.addLines(toLines(sketch({ controller: 'scpp' })), refuse);
    const { manifest } = await writer.seal();
    expect(manifest.controllers.map(({ name }) => name)).toEqual(['sacem', 'scpp']);
    expect(refused).toEqual(missing.map(() => 'attachment-not-found'));
  });

  it('is not taken once the batch is sealed', async () => {
    const writer = await startBatch(new MemorySink());
    await writer.seal();
    expect(await codeOf(writer.addLines(toLines(sketch()), refuseNothing))).toBe('batch-sealed');
  });
});

it.each([
  ['a built-in profile', ipEvidenceTest, plainRecord],
  ["somebody's own", sketchProfile, sketch()],
])('records of %s that are added in a loop let the event loop in', async (_, profile, record) => {
  const writer = await startBatch(new MemorySink(), { profile });
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 1);
  for (let added = 0; added < 100_000 && turns < 3; added += 1) await writer.addRecord(record);
  clearInterval(timer);
  expect(turns).toBeGreaterThanOrEqual(3);
  await writer[Symbol.asyncDispose]();
});

it.each([
  ['a built-in profile', ipEvidenceTest, plainRecord],
  ["somebody's own", sketchProfile, sketch()],
])(
  'no more records of %s are added between two turns of the event loop than 20 milliseconds take',
  async (_, profile, record) => {
    // By this clock each record takes a millisecond, whatever the machine has to do beside.
    await setImmediate();
    let clock = performance.now();
    const now = vi.spyOn(performance, 'now').mockImplementation(() => clock);
    const writer = await startBatch(new MemorySink(), { profile });
    let isAdding = true;
    let sinceTurn = 0;
    let most = 0;
    const turn = (): void => {
      sinceTurn = 0;
      if (isAdding) afterTurn(turn);
    };
    afterTurn(turn);
    for (let added = 0; added < 2_000; added += 1) {
      clock += 1;
      await writer.addRecord(record);
      sinceTurn += 1;
      most = Math.max(most, sinceTurn);
    }
    isAdding = false;
    now.mockRestore();
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(20);
    await writer[Symbol.asyncDispose]();
  },
);

describe('a batch that is given up', () => {
  it('ends its threads, and takes nothing more', async () => {
    const ends = vi.spyOn(GroupWorkers.prototype, Symbol.asyncDispose);
    const writer = await startBatch(new MemorySink());
    const added = codeOf(writer.addRecord(sketch()));
    await writer[Symbol.asyncDispose]();
    expect(ends).toHaveBeenCalledOnce();
    expect(await added).toBe('accepted');
    expect(await codeOf(writer.addRecord(sketch()))).toBe('batch-failed');
    expect(await codeOf(writer.seal())).toBe('batch-failed');
  });

  it('writes nothing more', async () => {
    let writes = 0;
    const write = async () => {
      for (let turn = 0; turn < 3; turn++) await setImmediate();
      writes += 1;
    };
    const writer = await startBatch({ write }, {}, { threads: 0 });
    for (const record of [...noisySketches, ...noisySketches]) await writer.addRecord(record);
    await writer[Symbol.asyncDispose]();
    const before = writes;
    for (let turn = 0; turn < 30; turn++) await setImmediate();
    expect(writes).toBe(before);
  });

  it('after it was sealed remains sealed', async () => {
    const writer = await startBatch(new MemorySink());
    await writer.seal();
    await writer[Symbol.asyncDispose]();
    expect(await codeOf(writer.seal())).toBe('batch-sealed');
  });
});

describe('calls that overlap', () => {
  it('are carried out in their order, whichever of them fail', async () => {
    const attachment = createAttachment('slow', 10);
    const readAttachment = async () => {
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
      return attachment;
    };
    const sink = new MemorySink();
    const writer = await startBatch(sink, {}, { readAttachment });
    const results = await Promise.all([
      codeOf(writer.addRecord(sketch({ number: 1, segments: [segmentOf(attachment)] }))),
      codeOf(writer.addRecord(sketch({ number: 2, agent: 'agent-9' }))),
      codeOf(writer.addRecord(sketch({ number: 3 }))),
      codeOf(writer.seal()),
      codeOf(writer.addRecord(sketch({ number: 4 }))),
      codeOf(writer.seal()),
    ]);
    expect(results).toEqual([
      'accepted',
      'record-agent-unlisted',
      'accepted',
      'accepted',
      'batch-sealed',
      'batch-sealed',
    ]);
    const { lines } = await readBatch(sink.bytes);
    expect(lines.map((line) => JSON.parse(line).number)).toEqual([1, 3]);
  });

  it('tell a record that comes too late, and a run of lines, although the batch was not sealed the first time', async () => {
    const attachment = createAttachment('late', 10);
    const sink = new MemorySink();
    const writer = await startBatch(sink, { profile: ipEvidenceTest });
    writer.addAttachment(attachment);
    const refused = codeOf(writer.seal());
    const named = codeOf(writer.addRecord({ ...plainRecord, segments: [segmentOf(attachment)] }));
    const sealed = writer.seal();
    expect(await refused).toBe('attachment-unreferenced');
    const record = codeOf(writer.addRecord(plainRecord));
    const lines = codeOf(writer.addLines(Buffer.from(JSON.stringify(plainRecord)), () => undefined));
    expect((await sealed).manifest.records.count).toBe(1);
    expect(await Promise.all([named, record, lines])).toEqual(['accepted', 'batch-sealed', 'batch-sealed']);
  });

  it('may be thousands', async () => {
    const sink = new MemorySink();
    const writer = await startBatch(sink);
    const adding = Array.from({ length: 3_000 }, (_, number) => writer.addRecord(sketchOfLength(2_000, { number })));
    await Promise.all([...adding, writer.seal()]);
    const read = await readBatch(sink.bytes);
    expectTrueManifest(sink.bytes, read);
    expect(read.groups).toHaveLength(3);
    expect(read.lines.map((line) => JSON.parse(line).number)).toEqual(adding.map((_, number) => number));
  });
});

describe('a sink that fails', () => {
  /** A sink whose write number `failing` and all after it fail. */
  function brokenSink(failing: number): MemorySink {
    const sink = new MemorySink();
    const write = sink.write.bind(sink);
    let writes = 0;
    sink.write = (position, bytes) => (writes++ < failing ? write(position, bytes) : Promise.reject(new Error('full')));
    return sink;
  }

  /** What each step of making a batch of several groups ends with. */
  async function outcomes(failing: number): Promise<string[]> {
    const found: string[] = [];
    const settle = async (step: Promise<unknown>) =>
      found.push(
        await step.then(
          () => 'done',
          (error) => error.code ?? error.message,
        ),
      );
    const starting = startBatch(brokenSink(failing));
    await settle(starting);
    if (found[0] !== 'done') return found;
    const writer = await starting;
    for (const record of noisySketches) await settle(writer.addRecord(record));
    await settle(writer.seal());
    await settle(writer.seal());
    await settle(writer.addRecord(sketch()));
    return found.filter((outcome, index) => outcome !== found[index - 1]);
  }

  it('ends the batch at once, which is then neither added to nor sealed', async () => {
    const expected: Record<number, string[]> = { 0: ['full'] };
    let failing = 0;
    for (; ; failing++) {
      const found = await outcomes(failing);
      if (!found.includes('full')) break;
      expect(found, `write ${failing}`).toEqual(expected[failing] ?? ['done', 'full', 'batch-failed']);
    }
    // The age header, two frames (of two groups and of one, the first with the head of the content) in four pieces, the
    // rest of the age file, the tail, the first header.
    expect(failing).toBe(8);
  });

  it.each<[string, (writer: BatchWriter) => Promise<void>]>([
    ['a run of lines', (writer) => writer.addLines(Buffer.from(`${JSON.stringify(plainRecord)}\n`), () => undefined)],
    ['a record with a segment', (writer) => writer.addRecord(fixedRecords[0]!)],
  ])(
    'while %s and records before it wait to be added is told to those who wait, and goes nowhere else',
    async (_, add) => {
      const unhandled = vi.fn();
      process.on('unhandledRejection', unhandled);
      onTestFinished(() => void process.off('unhandledRejection', unhandled));
      const full = Promise.withResolvers<void>();
      full.promise.catch(() => undefined);
      let isFilling = true;
      const write = () => (isFilling ? Promise.resolve() : full.promise);
      const readAttachment = async () => fixedAttachments[0]!;
      const writer = await startBatch({ write }, { profile: ipEvidenceTest }, { threads: 0, readAttachment });
      isFilling = false;
      const [work] = plainRecord.works;
      const adding = Array.from({ length: 1_000 }, (_, number) => {
        const works = Array.from({ length: 32 }, (_, index) => ({ ...work!, title: noise(32 * number + index, 512) }));
        return writer.addRecord({ ...plainRecord, works }).catch(String);
      });
      const last = add(writer).catch(String);
      full.reject(new Error('full'));
      expect(await last).toBe('Error: full');
      expect(await Promise.all(adding)).toContain('Error: full');
      await setImmediate();
      expect(unhandled).not.toHaveBeenCalled();
    },
  );
});

describe('a signer that fails', () => {
  /** The signer of the sender, of which these answers come first. */
  function failingSigner(...answers: (() => Promise<Uint8Array>)[]): Signer {
    const { keyNumber, publicKey } = fixedParties.tmg.signer;
    const sign = (bytes: Uint8Array) => (answers.shift() ?? (() => fixedParties.tmg.signer.sign(bytes)))();
    return { keyNumber, publicKey, sign };
  }

  const refuse = () => Promise.reject(new Error('503'));
  const answerWrongly = async () => new Uint8Array(64);

  it('loses no batch: it is sealed once the signer answers, and nothing is added meanwhile', async () => {
    const [sink, steady] = [new MemorySink(), new MemorySink()];
    const writer = await startBatch(sink, { signer: failingSigner(refuse, answerWrongly, refuse) });
    await writer.addRecord(sketch({ number: 1 }));
    await expect(writer.seal()).rejects.toThrow('503');
    const before = sink.bytes;
    expect(await codeOf(writer.seal())).toBe('signer-mismatch');
    expect(sink.bytes).toEqual(before);
    const late = [
      () => writer.addRecord(sketch({ number: 2 })),
      () => writer.addLine(Buffer.from(JSON.stringify(sketch({ number: 2 })))),
      () => writer.addLines(Buffer.from(`${JSON.stringify(sketch({ number: 2 }))}\n`), () => undefined),
      async () => writer.addAttachment(createAttachment('late', 10)),
    ];
    for (const add of late) expect(await codeOf(add())).toBe('batch-sealed');
    await expect(writer.seal()).rejects.toThrow('503');
    const { manifest } = await writer.seal();
    expect(await codeOf(writer.seal())).toBe('batch-sealed');
    const other = await startBatch(steady);
    await other.addRecord(sketch({ number: 1 }));
    expect((await other.seal()).manifest).toEqual(manifest);
    expect(sink.bytes).toEqual(steady.bytes);
  });

  it('of a batch of a built-in profile leaves it whole, with threads too', async () => {
    const sink = new MemorySink();
    const writer = await startBatch(sink, { profile: ipEvidenceTest, signer: failingSigner(refuse) }, { threads: 1 });
    for (let number = 0; number < 10; number++) await writer.addRecord(plainRecord);
    const outcomes = await Promise.allSettled([writer.seal(), writer.seal()]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect((await readBatch(sink.bytes)).lines).toHaveLength(10);
  });

  it('does not keep a batch from being given up', async () => {
    const writer = await startBatch(new MemorySink(), { signer: failingSigner(refuse) });
    await expect(writer.seal()).rejects.toThrow('503');
    await writer[Symbol.asyncDispose]();
    expect(await codeOf(writer.seal())).toBe('batch-failed');
  });
});
