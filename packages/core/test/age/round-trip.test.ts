import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNativeAead, createPortableAead } from '../../src/age/aead.ts';
import { decrypt } from '../../src/age/decrypt.ts';
import { createEncryption, type EncryptionOptions, encryptedSize } from '../../src/age/encrypt.ts';
import type { FileKeyWrapper, Identity } from '../../src/age/keys.ts';
import { code } from './code.ts';
import { createKey } from './keys.ts';
import { collect, toPieces } from './pieces.ts';

const classical = createKey(false);
const hybrid = createKey(true);

async function encrypt(
  recipients: readonly FileKeyWrapper[],
  pieces: readonly Uint8Array[],
  options?: EncryptionOptions,
): Promise<Uint8Array> {
  const encryption = await createEncryption(recipients, options);
  const sealed = pieces.map((piece) => encryption.push(piece));
  return new Uint8Array(Buffer.concat([encryption.header, ...sealed, encryption.finish()]));
}

/** A random source that gives the same bytes in every run. */
function fixedRandom(length: number): Uint8Array {
  return new Uint8Array(length).fill(7);
}

describe('what is encrypted', () => {
  it.each([
    { name: 'X25519', key: classical },
    { name: 'hybrid', key: hybrid },
  ])('for an $name recipient comes back, in pieces of any length', async ({ key }) => {
    const pieces = fc.array(fc.nat(140_000), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(pieces, fc.integer({ min: 1, max: 150_000 }), async (lengths, pieceBytes) => {
        const plaintext = lengths.map((length, index) => new Uint8Array(length).fill(index + 1));
        const file = await encrypt([key.recipient], plaintext);
        const opened = await collect(decrypt(toPieces(file, pieceBytes), [key.identity]));
        expect(Buffer.compare(opened, Buffer.concat(plaintext))).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  it.each([0, 1, 65_535, 65_536, 65_537, 131_072, 200_000])(
    'has the size that was foretold for %i bytes',
    async (n) => {
      const encryption = await createEncryption([classical.recipient]);
      const sealed = encryption.push(new Uint8Array(n)).length + encryption.finish().length;
      expect(encryption.header.length + sealed).toBe(encryptedSize(n, encryption.header.length));
    },
  );

  it('is the same whether OpenSSL or libsodium does the work, and each opens what the other sealed', async () => {
    const plaintext = [new Uint8Array(150_000).fill(3)];
    const [native, portable] = await Promise.all(
      [createNativeAead, createPortableAead].map((createAead) =>
        encrypt([classical.recipient], plaintext, { random: fixedRandom, createAead }),
      ),
    );
    expect(native).toEqual(portable);
    for (const createAead of [createNativeAead, createPortableAead]) {
      const source = toPieces(native ?? new Uint8Array(0), 10_000);
      expect(await collect(decrypt(source, [classical.identity], { createAead }))).toEqual(plaintext[0]);
    }
  });

  it('opens for each of several recipients, and names the identity that opened it', async () => {
    const keys = [createKey(true), createKey(true), createKey(true)];
    const file = await encrypt(
      keys.map((key) => key.recipient),
      [Buffer.from('for all')],
    );
    for (const key of keys) {
      const opened: Identity[] = [];
      const identities = [createKey(false).identity, key.identity];
      const onUnwrapped = (identity: Identity) => opened.push(identity);
      await collect(decrypt(toPieces(file, 100), identities, { onUnwrapped }));
      expect(opened.map(({ recipient }) => recipient)).toEqual([key.recipient.text]);
    }
  });
});

describe('a reader', () => {
  it('sees the stanzas before any identity does, and can refuse them', async () => {
    const file = await encrypt([classical.recipient, createKey(false).recipient], []);
    const seen: string[] = [];
    const identity: Identity = {
      recipient: 'age1never',
      unwrap: () => {
        seen.push('unwrap');
        return null;
      },
    };
    const inspectHeader = (stanzas: readonly { type: string }[]) => {
      seen.push(...stanzas.map(({ type }) => type));
      throw new Error('two are too many');
    };
    await expect(collect(decrypt(toPieces(file, 100), [identity], { inspectHeader }))).rejects.toThrow('too many');
    expect(seen).toEqual(['X25519', 'X25519']);
  });

  it('is told that none of its identities fits', async () => {
    const file = await encrypt([classical.recipient], []);
    const identities = [createKey(false).identity, hybrid.identity];
    await expect(collect(decrypt(toPieces(file, 100), identities))).rejects.toThrow(code('age-no-identity'));
  });

  it('refuses a file key of another length from a foreign identity', async () => {
    const file = await encrypt([classical.recipient], []);
    const identity: Identity = { recipient: 'age1foreign', unwrap: () => new Uint8Array(15) };
    await expect(collect(decrypt(toPieces(file, 100), [identity]))).rejects.toThrow(code('age-stanza-invalid'));
  });

  it('releases the source when it is left early', async () => {
    let released = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        yield await encrypt([classical.recipient], [new Uint8Array(200_000)]);
      } finally {
        released = true;
      }
    }
    for await (const chunk of decrypt(source(), [classical.identity])) {
      expect(chunk).toHaveLength(65_536);
      break;
    }
    expect(released).toBe(true);
  });
});

describe('encryption is refused', () => {
  it('without a recipient', async () => {
    await expect(createEncryption([])).rejects.toThrow(code('age-recipients-missing'));
  });

  it('to hybrid and classical recipients at once', async () => {
    const recipients = [hybrid.recipient, classical.recipient];
    await expect(createEncryption(recipients)).rejects.toThrow(code('age-recipients-mixed'));
  });

  it('to more recipients than a reader accepts', async () => {
    const recipients = new Array<FileKeyWrapper>(43).fill(classical.recipient);
    await expect(createEncryption(recipients)).rejects.toThrow(code('age-too-many-stanzas'));
  });

  it('where the header would be larger than a reader accepts', async () => {
    const wrapper = { type: 'large', wrap: () => ({ type: 'large', args: [], body: new Uint8Array(50_000) }) };
    await expect(createEncryption([wrapper])).rejects.toThrow(code('age-header-too-large'));
  });

  it('where a foreign recipient makes a stanza that no reader could parse', async () => {
    const wrapper = { type: 'bad', wrap: () => ({ type: 'bad', args: ['two\nlines'], body: new Uint8Array(0) }) };
    await expect(createEncryption([wrapper])).rejects.toThrow(code('age-header-invalid'));
  });
});

it('42 hybrid recipients, the most that there may be, fit into a header', async () => {
  const file = await encrypt(new Array<FileKeyWrapper>(42).fill(hybrid.recipient), []);
  expect(await collect(decrypt(toPieces(file, 1_000), [hybrid.identity]))).toHaveLength(0);
});
