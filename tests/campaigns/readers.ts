import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CoreError,
  encodePublicKey,
  encodeSecretKey,
  ipEvidenceTest,
  memorySource,
  parseIdentity,
  parseIdentityFile,
  parseManifest,
  parsePublicKey,
  parseRecipient,
  parseRecordLine,
  parseSecretKey,
  readContainer,
} from '@scelle/core';
import {
  encodeDocument,
  encodeManifest,
  encodeProof,
  encodeShare,
  encodeTrustedComment,
  parseContentDocument,
  parseProof,
  parseShareFile,
  parseSignatureFile,
  parseTrustedComment,
  publicKeyBase64,
  splitIdentity,
} from '@scelle/core/internal';
import { convertRecords, createExporter, type ImportFormat, parseMapping } from '@scelle/formats';
import { encodeAnnouncement, readAnnouncement } from '@scelle/interconnect/internal';
import { parseCardFile, parseReceipt } from '@scelle/station';
import { encodeCardFile, parseNotice, parseSettings } from '@scelle/station/internal';
import { craftBatch, fixedParties, fixedRecords } from '@scelle/testkit';
import { decodeArmor, encodeArmor } from '../../packages/core/src/age/armor.ts';
import { encodeSignatureFile } from '../../packages/core/src/minisign/signature-file.ts';
import { readMessage } from '../../packages/interconnect/src/protocol/messages.ts';
import { fromProblem, toProblem } from '../../packages/interconnect/src/protocol/problem.ts';
import { encodeDescription, parseDescription } from '../../packages/media/src/format/description.ts';
import { encodeIndexSector, encodeSection, parseIndexSector } from '../../packages/media/src/format/section.ts';
import { encodeBlockRequest, parseBlockRequest } from '../../packages/media/src/recovery/block-request.ts';
import { parseBackupDocument } from '../../packages/station/src/backup/backup-document.ts';
import { encodeEntry, parseEntry } from '../../packages/station/src/custody/entry.ts';
import { parseErasureCertificate } from '../../packages/station/src/retention/erasure-certificate.ts';
import { fixtureSets } from '../compatibility/fixture-sets.ts';
import type { Reader } from './examine-readers.ts';

const utf8 = new TextEncoder();

/** Every parser of the project to which strangers' bytes can come, with what it accepts. */
export async function listReaders(): Promise<readonly Reader[]> {
  const files = await loadFixtures();
  return [...(await batchReaders()), ...(await keyReaders()), ...stationReaders(files), ...formatReaders()];
}

/** What 0.1.0 wrote at a desk. */
async function loadFixtures(): Promise<(name: string) => Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'scelle-readers-'));
  try {
    for (const set of ['desk', 'discs'] as const) await fixtureSets[0]!.unpack(set, folder);
    const names = [
      ...['tmg.card', 'arcom.card', 'tmg/scelle.toml', 'arcom/scelle.toml', 'batch.proof.json', 'tmg.custody.jsonl'],
      ...['erased.json', 'purged.json', 'receipts/tmg.arcom.music.000001.import.json'],
      ...['receipts/tmg.arcom.film.000001.delivery.json', 'erased.json.minisig'],
    ];
    const files = new Map<string, Uint8Array>();
    for (const name of names) files.set(name, new Uint8Array(await readFile(join(folder, 'desk', name))));
    for (const name of ['parcel/disc-01-of-03/set.json', 'first/disc-01-of-01/set.json']) {
      files.set(name, new Uint8Array(await readFile(join(folder, 'discs', name))));
    }
    return (name) => files.get(name)!;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function batchReaders(): Promise<Reader[]> {
  const container = await readContainer(memorySource(await craftBatch()));
  const announcement = encodeAnnouncement(container);
  const content = encodeDocument({
    format: 'scelle.content/1',
    id: '01a19ffe-3700-7000-8000-000000000001',
    sender: 'tmg',
    senderKey: publicKeyBase64(fixedParties.tmg.publicKey),
    recipient: 'arcom',
    stream: 'music',
    sequence: 1,
    legalBasis: 'CPI L. 331-24',
    authorisation: 'CNIL 2010-225',
    agents: ['agent-1', 'agent-2'],
  });
  const lines = fixedRecords.map((record) => utf8.encode(JSON.stringify(record)));
  return [
    one('manifest', [container.manifest], (bytes) => encodeManifest(parseManifest(bytes))),
    one('content document', [content], (bytes) => encodeDocument(parseContentDocument(bytes))),
    one('record line', lines, (bytes) => utf8.encode(JSON.stringify(parseRecordLine(ipEvidenceTest, bytes).record))),
    {
      name: 'announcement',
      ancestors: [announcement],
      read: async (bytes) => encodeAnnouncement((await readAnnouncement(bytes)).announcement.container),
    },
  ];
}

async function keyReaders(): Promise<Reader[]> {
  const { tmg, arcom } = fixedParties;
  const shares = await splitIdentity(
    { secret: arcom.classical.secret, recipient: arcom.classical.recipient.text },
    { shares: 3, threshold: 2 },
  );
  const identityFile = utf8.encode(`# a comment\n${arcom.classical.secret}\n`);
  const comment = 'scelle.batch/1 role=sender signer=tmg time=2026-11-03T06:00:00Z';
  return [
    one('trusted comment', [utf8.encode(comment)], (bytes) =>
      utf8.encode(encodeTrustedComment(parseTrustedComment(toText(bytes)))),
    ),
    accepting('public key', [encodePublicKey(tmg.publicKey)], (bytes) => parsePublicKey(bytes)),
    // A key under a passphrase is asked for its passphrase before it takes a gibibyte and seconds.
    accepting('secret key', [await encodeSecretKey(tmg.signer, null)], async (bytes) =>
      (await parseSecretKey(bytes)).wipe(),
    ),
    accepting(
      'recipient',
      [arcom.classical, arcom.hybrid].map((key) => utf8.encode(key.recipient.text)),
      (bytes) => parseRecipient(toText(bytes)),
    ),
    accepting(
      'identity',
      [arcom.classical, arcom.hybrid].map((key) => utf8.encode(key.secret)),
      (bytes) => parseIdentity(toText(bytes)),
    ),
    accepting('identity file', [identityFile], (bytes) => parseIdentityFile(bytes)),
    {
      name: 'share',
      ancestors: shares.map(encodeShare),
      read: async (bytes) => encodeShare(await parseShareFile(bytes)),
    },
    {
      name: 'armor',
      ancestors: [encodeArmor(identityFile)],
      async read(bytes): Promise<true> {
        for await (const _ of decodeArmor(inOnePiece(bytes)));
        return true;
      },
    },
  ];
}

function stationReaders(file: (name: string) => Uint8Array): Reader[] {
  const receipts = ['receipts/tmg.arcom.music.000001.import.json', 'receipts/tmg.arcom.film.000001.delivery.json'].map(
    file,
  );
  const certificates = ['erased.json', 'purged.json'].map(file);
  const entries = toText(file('tmg.custody.jsonl'))
    .trimEnd()
    .split('\n')
    .slice(0, 20)
    .map((line) => utf8.encode(line));
  const notice = encodeDocument({
    format: 'scelle.notice/1',
    station: 'arcom',
    peer: 'tmg',
    channel: 'network',
    number: 1,
    previous: null,
    state: 'suspended',
    reference: 'letter 2011-05-16',
    reason: 'an unsecured server',
    issuedAt: '2026-11-03T06:00:00Z',
  });
  const backup = encodeDocument({
    format: 'scelle.backup/1',
    station: 'tmg',
    role: 'collector',
    madeAt: '2026-11-03T06:00:00Z',
    producer: 'scelle/0.1.0',
    keys: ['signing.pub', 'opening.recipient'],
    batches: [],
  });
  const section = encodeSection(
    { setKey: '00'.repeat(16), kind: 'description', subject: 0 } as Parameters<typeof encodeSection>[0],
    1,
    notice,
  );
  const descriptions = ['parcel/disc-01-of-03/set.json', 'first/disc-01-of-01/set.json'].map(file);
  const request = encodeDocument({
    format: 'scelle.media-request/1',
    description: Buffer.from(descriptions[0]!).toString('base64'),
    signature: '',
    descriptionSha256: createHash('sha256').update(descriptions[0]!).digest('hex'),
    discs: [{ disc: 1, ranges: [{ start: 0, count: 1 }] }],
  });
  const problem = utf8.encode(JSON.stringify(toProblem(new Error('unforeseen'))));
  return [
    one('signature file', [file('erased.json.minisig')], (bytes) => encodeSignatureFile(parseSignatureFile(bytes))),
    one('card', [file('tmg.card'), file('arcom.card')], (bytes) => encodeCardFile(parseCardFile(bytes))),
    one('receipt', receipts, (bytes) => encodeDocument(parseReceipt(bytes))),
    one('set description', descriptions, (bytes) => encodeDescription(parseDescription(bytes))),
    one('block request', [request], (bytes) => encodeBlockRequest(parseBlockRequest(bytes, 'request').request)),
    one('certificate', certificates, (bytes) => encodeDocument(parseErasureCertificate(bytes))),
    one('notice', [notice], (bytes) => encodeDocument(parseNotice(bytes))),
    one('backup document', [backup], (bytes) => encodeDocument(parseBackupDocument(bytes))),
    one('proof', [file('batch.proof.json')], (bytes) => encodeProof(parseProof(bytes))),
    {
      name: 'custody entry',
      ancestors: entries,
      read(bytes) {
        const entry = parseEntry(toText(bytes));
        return entry === null ? null : utf8.encode(encodeEntry(entry));
      },
    },
    accepting('settings', [file('tmg/scelle.toml'), file('arcom/scelle.toml')], (bytes) =>
      parseSettings(bytes, 'scelle.toml'),
    ),
    {
      name: 'index sector',
      ancestors: [section.subarray(0, 2_048)],
      read(bytes) {
        const sector = parseIndexSector(bytes);
        return sector && encodeIndexSector(sector);
      },
    },
    {
      name: 'problem',
      ancestors: [problem],
      read(bytes) {
        const error = fromProblem(readMessage(bytes, 200), 'arcom');
        return error.code === 'receiver-answer-invalid' ? null : true;
      },
    },
  ];
}

function formatReaders(): Reader[] {
  const contact = { org: 'tmg', contact: 'abuse@tmg.example', domain: 'tmg.example' };
  const mapping = {
    defaults: { controller: 'sacem', isp: 'isp', tool: { name: 'a', version: '1' } },
    acns: {
      complainants: {
        sacem: { entity: 'Sacem', email: 'a@sacem.example' },
        scpp: { entity: 'Scpp', email: 'a@scpp.example' },
      },
      serviceProviderEmail: 'abuse@isp.example',
    },
    xarf: { reporter: contact, sender: contact },
  };
  const mappingFile = utf8.encode(JSON.stringify(mapping));
  const options = { mapping: parseMapping(mappingFile), profile: ipEvidenceTest };
  const exported = (format: ImportFormat): Uint8Array => {
    const exporter = createExporter(format, {
      ...options,
      createdAt: '2026-11-03T06:00:00Z',
      neutraliseFormulas: true,
    });
    // A report of XARF needs a hash.
    const hashes = [{ algorithm: 'btih', value: '0a'.repeat(20) }] as const;
    const records = fixedRecords.map((record) => {
      const { output } = exporter.add({ ...record, isp: 'isp', file: { ...record.file, hashes } });
      if (output === null) throw new Error(`${format} has no place for a record`);
      return output;
    });
    return utf8.encode([exporter.begin(), ...records, exporter.end()].join(''));
  };
  const converting = (format: ImportFormat): Reader => ({
    name: format,
    ancestors: [exported(format)],
    async read(bytes): Promise<true> {
      for await (const { line } of convertRecords(inOnePiece(bytes), format, options)) {
        // What a conversion gives is a record by the same rules as any.
        if (line !== null) parseRecordLine(ipEvidenceTest, line);
      }
      return true;
    },
  });
  return [
    accepting('mapping', [mappingFile], (bytes) => parseMapping(bytes)),
    converting('csv'),
    converting('acns'),
    converting('xarf'),
  ];
}

function one(name: string, ancestors: readonly Uint8Array[], read: (bytes: Uint8Array) => Uint8Array): Reader {
  return { name, ancestors, read };
}

/** A reader of a format that may be written in more than one way. */
function accepting(name: string, ancestors: readonly Uint8Array[], read: (bytes: Uint8Array) => unknown): Reader {
  return {
    name,
    ancestors,
    async read(bytes): Promise<true> {
      await read(bytes);
      return true;
    },
  };
}

/** What is no UTF-8 is refused by whoever hands text to a parser of text. */
function toText(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('utf8');
  if (Buffer.compare(Buffer.from(text), bytes) !== 0) throw new CoreError('utf8-invalid');
  return text;
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes;
}
