import { z } from 'zod';
import { compareInstants } from '../canonical/instant.ts';
import { choice, closedObject, instant, list, name, safeInteger, text, uuid } from '../canonical/text.ts';
import type { Expectation } from '../errors/expectations.ts';
import { withPattern } from '../patterns/pattern.ts';
import { type AddressSpace, addressPattern, isInSpace, parseAddress } from './address.ts';
import type { Profile, RecordFacts } from './profile.ts';
import { type FileHash, fileHash, type Segment, segments } from './shared-file.ts';
import { documentationAddresses, publicAddresses } from './special-purpose.ts';

/** Networks on which a work is shared. */
export type Protocol = (typeof protocols)[number];

/** Kinds of protected works. */
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
