import { type Container, type CoSignatureMember, encodeTail, readContainer } from '../container/container.ts';
import { CoreError } from '../errors/core-error.ts';
import type { AbortOptions } from '../io/abort.ts';
import { openFileSource } from '../io/file-source.ts';
import type { FileWriteOptions } from '../io/file-steps.ts';
import { replaceFile } from '../io/published-file.ts';
import { formatKeyIdForFileName } from '../minisign/key-file.ts';
import { type Signer, signDocument } from '../minisign/sign.ts';
import { type Environment, systemEnvironment, toInstant } from './batch-options.ts';
import { BATCH_FORMAT } from './manifest.ts';

/** Who co-signs, in which role, and what was looked at. */
export interface CoSigning extends AbortOptions {
  readonly signer: Signer;
  /** Any role but `sender`. */
  readonly role: string;
  /** Name of the person or party that signs. */
  readonly name: string;
  /** Seed of the random sample that was looked at, 32 hex digits; null where none was. */
  readonly sample: string | null;
}

/**
 * Makes a co-signature over exactly the manifest of the container. Throws `co-signature-role`,
 * `co-signature-exists` where this key has signed in this role already, and the codes of `signDocument`.
 * Source: docs/format.md § Signatures.
 */
export async function coSign(
  { manifest, coSignatures }: Container,
  { signer, role, name, sample, signal }: CoSigning,
  environment: Environment = systemEnvironment,
): Promise<CoSignatureMember> {
  const keyId = formatKeyIdForFileName(signer.keyNumber);
  if (role === 'sender') throw new CoreError('co-signature-role', { name: role });
  if (coSignatures.some((other) => other.role === role && other.keyId === keyId)) {
    throw new CoreError('co-signature-exists', { name: role });
  }
  const time = toInstant(environment.now());
  const bytes = await signDocument(
    signer,
    manifest,
    { format: BATCH_FORMAT, role, signer: name, time, sample },
    { ...(signal && { signal }) },
  );
  return { role, keyId, bytes };
}

/**
 * Adds a co-signature to the batch file at `path`: at once or not at all. `manifest` is what was looked at before
 * signing; should the file hold another by now, nothing is signed and `manifest-changed` is thrown. Throws the codes of
 * `replaceFile`, `readContainer` and `coSign`.
 */
export async function coSignFile(
  path: string,
  manifest: Uint8Array,
  signing: CoSigning,
  options: FileWriteOptions & { readonly environment?: Environment } = {},
): Promise<void> {
  await replaceFile(
    path,
    async (copy) => {
      const container = await readFileContainer(path);
      if (Buffer.compare(container.manifest, manifest) !== 0) throw new CoreError('manifest-changed', { file: path });
      const added = await coSign(container, signing, options.environment);
      const { payload, seal, coSignatures } = container;
      const payloadBytes = payload.end - payload.start;
      await copy.write(
        payload.end,
        encodeTail({ payloadBytes, manifest, seal, coSignatures: [...coSignatures, added] }),
      );
    },
    options,
  );
}

async function readFileContainer(path: string): Promise<Container> {
  const source = await openFileSource(path);
  try {
    return await readContainer(source);
  } finally {
    await source.close();
  }
}
