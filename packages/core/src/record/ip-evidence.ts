import { z } from 'zod';
import {
  choice,
  closedObject,
  compareInstants,
  instant,
  list,
  name,
  safeInteger,
  sha256Hex,
  string,
  text,
  uuid,
} from '../canonical/text.ts';
import type { Expectation } from '../errors/expectations.ts';
import { limits } from '../limits.ts';
import { firstOf, literal, type Pattern, sequence, stringPattern, withPattern } from '../patterns/pattern.ts';
import {
  type AddressSpace,
  addressPattern,
  documentationAddresses,
  isInSpace,
  parseAddress,
  publicAddresses,
} from './address.ts';
import type { Profile, RecordFacts } from './profile.ts';

/**
 * Networks on which a work is shared.
 * @useDeclaredType
 */
export type Protocol = (typeof protocols)[number];

/**
 * Kinds of protected works.
 * @useDeclaredType
 */
export type WorkCategory = (typeof categories)[number];

/** A protected work that was shared. */
export interface Work {
  readonly title: string;
  readonly artist: string | null;
  readonly category: WorkCategory;
  readonly identifiers: readonly { readonly scheme: string; readonly value: string }[];
  readonly rightsHolder: string;
}

/**
 * One finding: an address that shared protected works at an instant. No other field exists, because a subscriber's
 * name, address or e-mail must never travel. Source: docs/format.md § Profile ip-evidence/1; annex 1° of décret
 * n° 2010-236.
 */
export interface IpEvidence {
  readonly recordId: string;
  /** The society on whose behalf the record was collected. */
  readonly controller: string;
  readonly occurredAt: string;
  /** `port` may be null only for facts before 2022, when the law did not ask for it yet. */
  readonly source: { readonly ip: string; readonly port: number | null };
  readonly protocol: Protocol;
  readonly pseudonym: string | null;
  readonly works: readonly Work[];
  /** The file as on the subscriber's machine; `size` in bytes. */
  readonly file: { readonly name: string | null; readonly size: number | null; readonly hashes: readonly FileHash[] };
  readonly isp: string | null;
  readonly segments: readonly Segment[];
  /** Pseudonymous reference of the sworn agent. */
  readonly agent: string | null;
  readonly tool: { readonly name: string; readonly version: string };
}

const protocols = [
  'bittorrent',
  'ed2k',
  'gnutella',
  'gnutella2',
  'kad',
  'ares',
  'fasttrack',
  'winny',
  'direct-connect',
  'http',
  'ftp',
  'irc',
  'other',
] as const;

const categories = ['music', 'film', 'series', 'game', 'software', 'book', 'other'] as const;

/** Décret n° 2010-236 as in force from this instant on asks for the source port. */
const PORT_REQUIRED_FROM = '2022-01-01T00:00:00Z';

function work(): z.ZodType<Work> {
  return closedObject({
    title: text(512),
    artist: text(512).nullable(),
    category: choice(categories),
    identifiers: list(closedObject({ scheme: text(32), value: text(256) }), 0, 16),
    rightsHolder: text(256),
  });
}

function address(space: AddressSpace, rule: Expectation): z.ZodType<string> {
  const schema = z.string({ error: 'address' satisfies Expectation }).check(({ value, issues }) => {
    const parsed = parseAddress(value);
    const expected: Expectation | null = parsed === null ? 'address' : isInSpace(parsed, space) ? null : rule;
    if (expected !== null) issues.push({ code: 'custom', input: value, message: expected });
  });
  return withPattern(schema, addressPattern(space));
}

function record(ip: z.ZodType<string>): z.ZodType<IpEvidence> {
  const shape = {
    recordId: uuid(),
    controller: name(),
    occurredAt: instant(),
    source: closedObject({ ip, port: safeInteger(1, 65_535).nullable() }),
    protocol: choice(protocols),
    pseudonym: text(256).nullable(),
    works: list(work(), 1, 32),
    file: closedObject({
      name: text(1_024).nullable(),
      size: safeInteger(0, Number.MAX_SAFE_INTEGER).nullable(),
      hashes: list(fileHash(), 0, 8),
    }),
    isp: text(256).nullable(),
    segments: segments(),
    agent: text(128).nullable(),
    tool: closedObject({ name: text(64), version: text(64) }),
  };
  const schema = closedObject(shape).refine(
    ({ source, occurredAt }) => source.port !== null || compareInstants(occurredAt, PORT_REQUIRED_FROM) < 0,
    { path: ['source', 'port'], error: 'port' satisfies Expectation },
  );
  // Whether a record may be without a port is left to the plain way, which looks at its date.
  const withPort = closedObject({ ...shape, source: closedObject({ ip, port: safeInteger(1, 65_535) }) });
  return withPattern(schema, { type: 'narrower', schema: withPort });
}

function facts({ recordId, controller, occurredAt, agent, segments }: IpEvidence): RecordFacts {
  return { recordId, controller, occurredAt, agent, segments };
}

/** A built-in profile. Its schema is made when it is first asked for: who only looks for the name should not wait. */
function profile(name: string, test: boolean, createSchema: () => z.ZodType<IpEvidence>): Profile<IpEvidence> {
  let schema: z.ZodType<IpEvidence> | undefined;
  return {
    name,
    test,
    get schema() {
      schema ??= createSchema();
      return schema;
    },
    facts,
  };
}

/** Real findings: public addresses only. */
export const ipEvidence: Profile<IpEvidence> = profile('ip-evidence/1', false, () =>
  record(address(publicAddresses, 'public-address')),
);

/** Made-up findings: the same record, with addresses of the documentation ranges only. */
export const ipEvidenceTest: Profile<IpEvidence> = profile('ip-evidence-test/1', true, () =>
  record(address(documentationAddresses, 'documentation-address')),
);

/** The profile of that name: a built-in one, or else one of `own`; null if there is none. */
export function findProfile(name: string, own: readonly Profile[] = []): Profile | null {
  return [ipEvidence, ipEvidenceTest, ...own].find((profile) => profile.name === name) ?? null;
}

/** Algorithms by which peer-to-peer networks name files. */
export type FileHashAlgorithm = 'btih' | 'btih2' | 'ed2k' | 'tth' | 'sha1' | 'sha256' | 'md5';

/** What a hash value looks like: lower-case hex, and base32 for a Tiger tree hash. */
const patterns: Readonly<Record<FileHashAlgorithm, RegExp>> = {
  btih: /^[0-9a-f]{40}$/,
  btih2: /^[0-9a-f]{64}$/,
  ed2k: /^[0-9a-f]{32}$/,
  tth: /^[A-Z2-7]{39}$/,
  sha1: /^[0-9a-f]{40}$/,
  sha256: /^[0-9a-f]{64}$/,
  md5: /^[0-9a-f]{32}$/,
};

/** A name that a network gives to the shared file. */
export interface FileHash {
  readonly algorithm: FileHashAlgorithm;
  readonly value: string;
}

/** The schema of a file hash: the value has the form and length of its algorithm. */
export function fileHash(): z.ZodType<FileHash> {
  const schema = closedObject({
    algorithm: choice(Object.keys(patterns) as FileHashAlgorithm[]),
    value: string(() => true, 'hash'),
  }).refine(({ algorithm, value }) => patterns[algorithm].test(value), {
    path: ['value'],
    error: 'hash' satisfies Expectation,
  });
  // biome-ignore lint/plugin: one for each algorithm.
  return withPattern(schema, firstOf(...Object.entries(patterns).map(hashPattern)));
}

/** The canonical text of a hash of that algorithm. */
function hashPattern([algorithm, value]: [string, RegExp]): Pattern {
  return sequence(literal(`{"algorithm":"${algorithm}","value":`), stringPattern(value), literal('}'));
}

/** Bytes of the shared file that are kept as evidence and travel as an attachment. */
export interface Segment {
  /** Where in the shared file the segment begins, in bytes. */
  readonly offset: number;
  /** Length in bytes. */
  readonly length: number;
  /** Digest of the segment, which is the attachment's name. */
  readonly sha256: string;
}

const MAX_SEGMENTS = 64;

/**
 * The schema of a record's segments: at most 64, of 1 byte to 64 MiB each; the distinct ones of at most 64 MiB
 * together; and one SHA-256 never with two lengths. Source: docs/format.md § Limits.
 */
export function segments(): z.ZodType<readonly Segment[]> {
  const segment: z.ZodType<Segment> = closedObject({
    offset: safeInteger(0, Number.MAX_SAFE_INTEGER),
    length: safeInteger(1, limits.attachmentBytes),
    sha256: sha256Hex(),
  });
  const schema = list(segment, 0, MAX_SEGMENTS).check(({ value, issues }) => {
    const refuse = (path: PropertyKey[], message: Expectation) =>
      issues.push({ code: 'custom', input: value, path, message });
    if (value.length < 2) return;
    const lengths = new Map<string, number>();
    let total = 0;
    for (const [index, { sha256, length }] of value.entries()) {
      const known = lengths.get(sha256);
      if (known === undefined) total += length;
      else if (known !== length) refuse([index, 'length'], 'same-length');
      lengths.set(sha256, length);
    }
    if (total > limits.attachmentBytes) refuse([], `segment-total:${limits.attachmentBytes}`);
  });
  // Several segments have rules among each other, which are left to the plain way.
  return withPattern(schema, { type: 'narrower', schema: list(segment, 0, 1) });
}
