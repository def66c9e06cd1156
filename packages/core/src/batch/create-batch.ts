import { createEncryption } from '../age/encrypt.ts';
import { CoreError } from '../errors/core-error.ts';
import type { Sink } from '../io/source.ts';
import { SALT_KEY_BYTES } from '../merkle/salts.ts';
import { publicKeyBase64 } from '../minisign/public-key.ts';
import { GroupWorkers } from '../workers/group-workers.ts';
import {
  type BatchHeader,
  type BatchKeys,
  type BatchWriterOptions,
  createUuidV7,
  type Environment,
  systemEnvironment,
  toInstant,
} from './batch-options.ts';
import { BatchWriter } from './batch-writer.ts';
import { createContentDocument, encodeContentDocument, parseContentDocument } from './content-document.ts';
import { createManifest, encodeManifest, type ManifestHead, noTotals, parseManifest } from './manifest.ts';
import { PayloadWriter } from './payload-writer.ts';

/**
 * Starts a batch, which is written to `sink` while records are added. Nothing passes for a batch before `seal` has
 * returned, and whoever owns the sink publishes it only then. A mistake in header or keys is refused before anything is
 * written. Throws `previous-mismatch`, `document-invalid` and what `createEncryption` throws.
 * Source: docs/format.md § Order of writing.
 */
export async function createBatch(
  sink: Sink,
  header: BatchHeader,
  keys: BatchKeys,
  options: BatchWriterOptions = {},
): Promise<BatchWriter> {
  options.signal?.throwIfAborted();
  if ((header.previous === null) !== (header.sequence === 1)) throw new CoreError('previous-mismatch');
  const environment = options.environment ?? systemEnvironment;
  const encryption = await createEncryption(keys.recipients, { random: environment.randomBytes });
  const head = createHead(header, keys, environment);
  const senderKey = publicKeyBase64({ keyNumber: keys.signer.keyNumber, key: keys.signer.publicKey });
  const content = createContentDocument(head, senderKey, header);
  const document = encodeContentDocument(content);
  // Our own reader judges both at once: a mistake must not show only after a day of records.
  parseManifest(encodeManifest(createManifest(head, noTotals)));
  parseContentDocument(document);
  const saltKey = environment.randomBytes(SALT_KEY_BYTES);
  const workers = new GroupWorkers(options);
  const payload = new PayloadWriter({ sink, encryption, saltKey, workers });
  await payload.writeHead(document);
  return new BatchWriter({
    sink,
    head,
    profile: header.profile,
    signer: keys.signer,
    agents: content.agents,
    payload,
    workers,
    environment,
    readAttachment: options.readAttachment,
    signal: options.signal,
  });
}

function createHead(header: BatchHeader, { recipients }: BatchKeys, environment: Environment): ManifestHead {
  const { sender, recipient, stream, sequence, previous, replaces = null, profile } = header;
  return {
    id: createUuidV7(environment),
    sender,
    recipient,
    stream,
    sequence,
    previous,
    replaces,
    createdAt: toInstant(environment.now()),
    profile: profile.name,
    sealedTo: recipients.map(({ text }) => text),
  };
}
