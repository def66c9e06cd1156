import type { z } from 'zod';
import { encodeDocument, parseDocument } from '../canonical/document.ts';
import { choice, closedObject, list, name, safeInteger, string, text, uuidV7 } from '../canonical/text.ts';
import type { Expectation } from '../errors/expectations.ts';
import { limits } from '../limits.ts';
import { isSortedWithoutRepeats, type Manifest } from './manifest.ts';

/**
 * batch.json, leaf 0 of the Merkle tree: who seals what for whom, and on what legal basis, repeated inside the
 * encryption so that nobody can seal a payload as their own that they cannot open. Source: docs/format.md § Content.
 */
export interface ContentDocument {
  readonly format: 'scelle.content/1';
  readonly id: string;
  readonly sender: string;
  /** The sender's minisign public key, base64. */
  readonly senderKey: string;
  readonly recipient: string;
  readonly stream: string;
  readonly sequence: number;
  /** The law that permits the collection and the handover. */
  readonly legalBasis: string | null;
  /** Reference of the authorisation given to the sender. */
  readonly authorisation: string | null;
  /** Pseudonymous references of the sworn agents, sorted; every record's `agent` stands among them. */
  readonly agents: readonly string[];
}

/** What the sender states about a batch that its records do not show. */
export type ContentStatement = Pick<ContentDocument, 'legalBasis' | 'authorisation' | 'agents'>;

const MAX_AGENTS = 1_000;

const statement = { legalBasis: text(1_024).nullable(), authorisation: text(1_024).nullable() };

const contentSchema: z.ZodType<ContentDocument> = closedObject({
  format: choice(['scelle.content/1']),
  id: uuidV7(),
  sender: name(),
  senderKey: string((value) => /^[A-Za-z0-9+/]{56}$/.test(value), 'public-key'),
  recipient: name(),
  stream: name(),
  sequence: safeInteger(1, Number.MAX_SAFE_INTEGER),
  ...statement,
  agents: list(text(128), 0, MAX_AGENTS).refine(isSortedWithoutRepeats, { error: 'sorted' satisfies Expectation }),
});

/** What a sender gives: agents in any order, and any part left out. */
export const contentStatementSchema: z.ZodType<ContentStatement> = closedObject({
  legalBasis: statement.legalBasis.default(null),
  authorisation: statement.authorisation.default(null),
  agents: list(text(128), 0, MAX_AGENTS).default([]),
});

/** Builds batch.json from what the manifest will repeat. */
export function createContentDocument(
  identity: Pick<Manifest, 'id' | 'sender' | 'recipient' | 'stream' | 'sequence'>,
  senderKey: string,
  statement: Partial<ContentStatement>,
): ContentDocument {
  return {
    format: 'scelle.content/1',
    id: identity.id,
    sender: identity.sender,
    senderKey,
    recipient: identity.recipient,
    stream: identity.stream,
    sequence: identity.sequence,
    legalBasis: statement.legalBasis ?? null,
    authorisation: statement.authorisation ?? null,
    agents: [...new Set(statement.agents)].sort(),
  };
}

/** The canonical bytes of batch.json. */
export function encodeContentDocument(document: ContentDocument): Uint8Array {
  return encodeDocument(document);
}

/** Parses batch.json. Throws `document-invalid`, `json-not-canonical`, `utf8-invalid` or `json-syntax`. */
export function parseContentDocument(bytes: Uint8Array): ContentDocument {
  return parseDocument(contentSchema, bytes, { member: 'batch.json', limit: limits.contentDocumentBytes });
}
