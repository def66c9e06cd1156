import type { IpEvidence, Manifest, SignedDocument } from '@scelle/core';
import type { Channel, ContentLeaf } from '@scelle/verify';

/** A batch whose records are being imported. */
export interface ImportedBatch {
  readonly manifest: Manifest;
  /** SHA-256 of the manifest, hex. */
  readonly digest: string;
  /** manifest.json and its seal, byte for byte: what proofs are made from. */
  readonly sealed: { readonly manifest: Uint8Array; readonly seal: Uint8Array };
  /** batch.json, with the legal basis and the agents. */
  readonly content: ContentLeaf;
  readonly channel: Channel;
  /** When the batch was first received, and when this import began. */
  readonly receivedAt: string;
  readonly importedAt: string;
  /** The day of the import, in the time zone of the settings. */
  readonly day: string;
}

/** A record that is imported. */
export interface ImportedRecord<Content extends object = IpEvidence> {
  /** Index in the batch, from 0; that of its leaf is one more. */
  readonly index: number;
  readonly record: Content;
  /** The line as it was sealed, without its newline. */
  readonly line: string;
  /** The day of the facts, in the time zone of the settings. */
  readonly day: string;
  /** 16 bytes, and 32. */
  readonly salt: Uint8Array;
  readonly leafHash: Uint8Array;
}

/** A record that is refused: all that may be kept of it. */
export interface AbsentRecord {
  readonly index: number;
  readonly leafHash: Uint8Array;
  /** Why. */
  readonly code: string;
}

/** Records of a batch that follow one another, with the segments that they are the first to name. */
export interface ImportedGroup<Content extends object = IpEvidence> {
  readonly records: readonly ImportedRecord<Content>[];
  readonly absent: readonly AbsentRecord[];
  /** Some may be named by later records only, or by refused ones. */
  readonly segments: readonly { readonly sha256: string; readonly bytes: Uint8Array }[];
}

/** A finding that is looked for among those that were imported. */
export interface SoughtFacts<Content extends object = IpEvidence> {
  readonly record: Content;
  /** Instants between which, without both of them, the same finding is a repetition. */
  readonly after: string;
  readonly before: string;
}

/** How an import ended. */
export interface ImportTotals {
  readonly accepted: number;
  readonly rejected: number;
  /** The import receipt. */
  readonly receipt: SignedDocument & { readonly issuedAt: string };
}

/**
 * A target of imports. It is the truth about what was imported: records and receipt of a batch are there together, or
 * neither is. `@scelle/station` has one for SQLite and PostgreSQL; examples/record-sink shows another. `Content`: its records;
 * where they are not `IpEvidence`, `importBatch` is told of their profiles.
 */
export interface RecordSink<Content extends object = IpEvidence> extends AsyncDisposable {
  /** What it is called in messages and in the custody log; without a password. */
  readonly name: string;
  /**
   * Begins the import of a batch; nobody else imports until it has ended. What an interrupted one left is finished or
   * removed before. Throws `database-busy`.
   */
  begin(): Promise<SinkTransaction<Content>>;
}

/** The import of one batch. Nothing of it is to be seen before `commit`, and nothing stays of it without. */
export interface SinkTransaction<Content extends object = IpEvidence> extends AsyncDisposable {
  /** The receipt of the import of the batch with this manifest, or null where it was not imported. Asked first. */
  findReceipt(digest: string): Promise<SignedDocument | null>;
  /** Called once, first. */
  addBatch(batch: ImportedBatch): Promise<void>;
  /** Which of these record ids were imported, in this import too. */
  findKnownIds(recordIds: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * Which of these were imported with the same address, port and one of the works: their positions in the list. Never asked of
   * records of a profile of one's own.
   */
  findRepeated(findings: readonly SoughtFacts<Content>[]): Promise<ReadonlySet<number>>;
  addGroup(group: ImportedGroup<Content>): Promise<void>;
  /** Ends the import; all of it is durable when this returns. */
  commit(totals: ImportTotals): Promise<void>;
}
