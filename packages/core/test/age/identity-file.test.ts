import { describe, expect, it } from 'vitest';
import { decodeArmor } from '../../src/age/armor.ts';
import { generateIdentity } from '../../src/age/identity.ts';
import {
  encodeIdentityFile,
  encryptIdentityFile,
  isIdentityFileEncrypted,
  parseIdentityFile,
} from '../../src/age/identity-file.ts';
import { code } from './code.ts';
import { collect, toPieces } from './pieces.ts';

const key = generateIdentity();
const file = encodeIdentityFile(key, new Date('2011-10-24T08:30:00.250Z'));

describe('an identity file', () => {
  it('looks like one of age-keygen', () => {
    expect(Buffer.from(file).toString()).toBe(
      `# created: 2011-10-24T08:30:00Z\n# public key: ${key.recipient}\n${key.secret}\n`,
    );
  });

  it('may hold several identities, comments, empty lines and CRLF', async () => {
    const text = `${key.secret}\r\n\r\n# another\r\n${generateIdentity({ postQuantum: false }).secret}`;
    const identities = await parseIdentityFile(Buffer.from(text));
    expect(identities.map(({ recipient }) => recipient.slice(0, 7))).toEqual(['age1pq1', expect.any(String)]);
  });

  it('may begin with a byte order mark, and have blanks at line ends', async () => {
    const text = `\ufeff# mine \n${key.secret} \t\n`;
    const [identity] = await parseIdentityFile(Buffer.from(text));
    expect(identity.recipient).toBe(key.recipient);
  });

  it.each([
    ['nothing', ''],
    ['comments only', '# nothing\n'],
  ])('with %s is refused', async (_, text) => {
    await expect(parseIdentityFile(Buffer.from(text))).rejects.toThrow(code('identity-file-invalid'));
  });

  it('with a line that is no identity is refused, and the line is named', async () => {
    await expect(parseIdentityFile(Buffer.from(`# one\n${key.secret}\nwhat is this\n`))).rejects.toThrow(
      expect.objectContaining({ code: 'age-identity-invalid', details: { line: 3 } }),
    );
  });

  it('of more than 1 MiB is refused', async () => {
    await expect(parseIdentityFile(new Uint8Array(1_048_577))).rejects.toThrow(code('identity-file-too-large'));
  });
});

describe('an identity file under a passphrase', () => {
  it('opens with it, armored or binary', async () => {
    const armored = await encryptIdentityFile(file, 'pass phrase é', { workFactor: 4 });
    const binary = await collect(decodeArmor(toPieces(armored, 50)));
    for (const form of [armored, binary]) {
      expect(isIdentityFileEncrypted(form)).toBe(true);
      const identities = await parseIdentityFile(form, 'pass phrase é');
      expect(identities.map(({ recipient }) => recipient)).toEqual([key.recipient]);
    }
    expect(isIdentityFileEncrypted(file)).toBe(false);
  });

  it('is refused without a passphrase, and with a wrong one', async () => {
    const armored = await encryptIdentityFile(file, 'right', { workFactor: 4 });
    await expect(parseIdentityFile(armored)).rejects.toThrow(code('passphrase-required'));
    await expect(parseIdentityFile(armored, 'wrong')).rejects.toThrow(code('passphrase-wrong'));
  });

  it('whose work factor is absurd is refused before memory is taken', async () => {
    const header = `age-encryption.org/v1\n-> scrypt ${'A'.repeat(22)} 1000\n${'A'.repeat(43)}\n--- ${'A'.repeat(43)}\n`;
    const bytes = Buffer.concat([Buffer.from(header), new Uint8Array(32)]);
    await expect(parseIdentityFile(bytes, 'any')).rejects.toThrow(code('age-work-factor-too-high'));
    await expect(encryptIdentityFile(file, 'any', { workFactor: 23 })).rejects.toThrow(
      code('age-work-factor-too-high'),
    );
  });

  it('that was altered is refused', async () => {
    const armored = Buffer.from(await encryptIdentityFile(file, 'right', { workFactor: 4 })).toString();
    await expect(parseIdentityFile(Buffer.from(`${armored}x`), 'right')).rejects.toThrow(code('age-armor-invalid'));
    await expect(parseIdentityFile(Buffer.from(armored.slice(0, -40)), 'right')).rejects.toThrow(
      code('age-armor-invalid'),
    );
  });
});
