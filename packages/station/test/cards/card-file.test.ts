import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeWithTools, fixedParties, temporaryFolder } from '@scelle/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Card, cardLimits, encodeCard, parseCard } from '../../src/cards/card.ts';
import { CARD_FILE_BYTES, encodeCardFile, parseCardFile } from '../../src/cards/card-file.ts';
import { cardOf, craftCard, keyOf, newKey, signCard, signingKey, toFiles } from '../support/card-crafts.ts';
import { codeOf } from '../support/code-of.ts';

const { tmg, arcom, agent, other } = fixedParties;

describe('a card', () => {
  it('is read as it was written, with every field that it may have', async () => {
    const card = cardOf({
      address: 'https://tmg.example:8443',
      certificates: [Buffer.from('a certificate').toString('base64')],
      signingKeys: [
        signingKey(tmg.signer, { validUntil: '2028-01-01T00:00:00Z' }),
        signingKey(other.signer, { role: 'agent' }),
      ],
      recipients: [tmg.hybrid.recipient.text, arcom.hybrid.recipient.text],
    });
    const bytes = await signCard(card);
    const file = parseCardFile(bytes);
    expect(file.card).toEqual(card);
    expect(encodeCardFile(file)).toEqual(bytes);
  });

  const validity = { validFrom: '2026-01-01T00:00:00Z', validUntil: null };
  const delivery = { stage: 'delivery' as const, publicKey: keyOf(agent.signer), ...validity };
  const twin = Buffer.from(keyOf(tmg.signer), 'base64').fill(7, 2, 10).toString('base64');
  const sameId = Buffer.from(keyOf(other.signer), 'base64');
  sameId.set(tmg.signer.keyNumber, 2);

  it.each<[string, Partial<Card>]>([
    ['a homograph as its name (Cyrillic т)', { party: 'тmg' }],
    ['a terminal escape in its name', { party: 'tmg\u001b[2J' }],
    ['an upper-case name', { party: 'TMG' }],
    ['a role that there is not', { role: 'regulator' as 'agent' }],
    ['number 0', { number: 0 }],
    ['number 1 and a card before it', { previous: 'a'.repeat(64) }],
    ['number 2 and no card before it', { number: 2 }],
    ['a date that does not exist', { issuedAt: '2026-02-30T00:00:00Z' }],
    ['no signing key', { signingKeys: [] }],
    ['seventeen signing keys', { signingKeys: Array.from({ length: 17 }, () => signingKey(newKey())) }],
    ['a key listed twice', { signingKeys: [signingKey(tmg.signer), signingKey(tmg.signer, { role: 'agent' })] }],
    [
      'a key listed twice under two ids',
      { signingKeys: [signingKey(tmg.signer), { ...signingKey(tmg.signer), publicKey: twin }] },
    ],
    [
      'two keys with one id',
      { signingKeys: [signingKey(tmg.signer), { ...signingKey(tmg.signer), publicKey: sameId.toString('base64') }] },
    ],
    ['a signing key that signs receipts as well', { receiptKeys: [{ ...delivery, publicKey: keyOf(tmg.signer) }] }],
    ['a key that signs the receipts of two stages', { receiptKeys: [delivery, { ...delivery, stage: 'import' }] }],
    ['a stage that there is not', { receiptKeys: [{ ...delivery, stage: 'purge' as 'import' }] }],
    [
      'a weak key',
      {
        signingKeys: [
          {
            ...signingKey(tmg.signer),
            publicKey: Buffer.concat([Buffer.from('Ed'), Buffer.alloc(40)]).toString('base64'),
          },
        ],
      },
    ],
    ['a key with spaces', { signingKeys: [{ ...signingKey(tmg.signer), publicKey: ` ${keyOf(tmg.signer)}` }] }],
    [
      'a key that ends before it begins',
      { signingKeys: [signingKey(tmg.signer, { validUntil: '2025-01-01T00:00:00Z' })] },
    ],
    ['a recipient twice', { recipients: [tmg.classical.recipient.text, tmg.classical.recipient.text] }],
    ['recipients of two kinds', { recipients: [tmg.classical.recipient.text, tmg.hybrid.recipient.text] }],
    ['a recipient that is none', { recipients: ['age1qqqq'] }],
    ['an address without encryption', { address: 'http://tmg.example:80' }],
    ['an address with a path', { address: 'https://tmg.example/../etc' }],
    ['an address that hides another', { address: 'https://tmg.example@evil.example' }],
    ['a certificate that is not base64', { certificates: ['-----BEGIN'] }],
    ['a certificate twice', { certificates: ['AAAA', 'AAAA'] }],
    ['a certificate that is too long', { certificates: ['A'.repeat(cardLimits.certificateCharacters + 4)] }],
  ])('with %s is refused', async (_, change) => {
    expect(await codeOf(() => parseCard(encodeCard(cardOf(change))))).toBe('document-invalid');
  });

  it('with a field that the format does not have is refused', async () => {
    const card = { ...cardOf(), email: 'a@b.example' };
    expect(await codeOf(() => parseCard(encodeCard(card)))).toBe('document-invalid');
  });

  it('of more than 64 KiB is refused before it is parsed', async () => {
    const huge = new Uint8Array(cardLimits.documentBytes + 1).fill(0x20);
    expect(await codeOf(() => parseCard(huge))).toBe('document-too-long');
    expect(await codeOf(() => parseCardFile(new Uint8Array(CARD_FILE_BYTES + 1)))).toBe('card-malformed');
  });
});

describe('a card file', () => {
  it.each<[string, (bytes: Uint8Array, signature: Uint8Array) => Uint8Array, string]>([
    ['nothing', () => new Uint8Array(0), 'card-malformed'],
    ['no signature', (bytes, signature) => bytes.subarray(0, bytes.length - signature.length), 'card-malformed'],
    ['half a signature', (bytes) => bytes.subarray(0, bytes.length - 100), 'card-malformed'],
    ['no last newline', (bytes) => bytes.subarray(0, bytes.length - 1), 'card-malformed'],
    ['a line too many', (bytes) => Buffer.concat([bytes, Buffer.from('\n')]), 'card-malformed'],
    ['three signatures', (bytes, signature) => Buffer.concat([bytes, signature, signature]), 'card-malformed'],
    ['a space more', (bytes) => Buffer.concat([Buffer.from(' '), bytes]), 'json-not-canonical'],
    ['a byte order mark', (bytes) => Buffer.concat([Buffer.from('\ufeff'), bytes]), 'json-syntax'],
    [
      'Windows newlines',
      (bytes) => Buffer.from(Buffer.from(bytes).toString().replaceAll('\n', '\r\n')),
      'card-malformed',
    ],
  ])('with %s is refused', async (_, spoil, code) => {
    const { document, signatures } = await craftCard(cardOf());
    const signature = signatures[0]!.bytes;
    const spoilt = spoil(Buffer.concat([document, signature]), signature);
    expect(await codeOf(() => parseCardFile(new Uint8Array(spoilt)))).toBe(code);
  });

  it('of any bytes is parsed or refused with a code, and what is parsed is encoded to the same bytes', async () => {
    const good = await signCard(cardOf());
    const change = fc.record({ at: fc.nat(good.length - 1), byte: fc.nat(255), cut: fc.nat(good.length) });
    await fc.assert(
      fc.asyncProperty(change, fc.boolean(), async ({ at, byte, cut }, truncate) => {
        const bytes = truncate ? good.slice(0, cut) : good.slice();
        if (!truncate) bytes[at] = byte;
        let parsed: Uint8Array | null = null;
        const code = await codeOf(() => {
          parsed = encodeCardFile(parseCardFile(bytes));
        });
        expect(code ?? parsed).toEqual(code ?? bytes);
      }),
      { numRuns: 300 },
    );
  });

  describeWithTools(['minisign'], 'with stock tools', () => {
    it('is taken apart by sed and checked by minisign', async () => {
      const folder = await temporaryFolder();
      const file = await craftCard(cardOf());
      const { card, publicKey } = toFiles(file, tmg.signer);
      await writeFile(join(folder, 'tmg.card'), card);
      await writeFile(join(folder, 'tmg.pub'), publicKey);
      const commands = [
        "sed '/^}$/q' tmg.card > card.json",
        "sed '1,/^}$/d' tmg.card > card.json.minisig",
        'minisign -V -H -m card.json -p tmg.pub',
      ].join(' && ');
      const { stdout } = await promisify(execFile)('sh', ['-c', commands], { cwd: folder });
      expect(stdout).toContain('Trusted comment: scelle.card/1 role=sender signer=tmg time=2026-11-01T06:00:00Z');
    });
  });
});
