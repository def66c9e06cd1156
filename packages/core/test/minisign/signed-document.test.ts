import { describe, expect, it } from 'vitest';
import { choice, closedObject, instant, name } from '../../src/canonical/text.ts';
import { generateSecretKey } from '../../src/minisign/secret-key.ts';
import { defineDocument, type SignedDocument, signDocument } from '../../src/minisign/sign.ts';
import { parseSignatureFile } from '../../src/minisign/signature-file.ts';
import { bytesOf, fixedKey, fixedPublicKey, textOf } from './fixed-keys.ts';

interface Note {
  readonly format: 'scelle.note/1';
  readonly station: string;
  readonly at: string;
}

const schema = closedObject({ format: choice(['scelle.note/1']), station: name(), at: instant() });
const options = { member: 'note', limit: 200 };
const notes = defineDocument<Note>('scelle.note/1', schema, options, ({ station, at }) => ({
  role: 'custody',
  signer: station,
  time: at,
}));
const note: Note = { format: 'scelle.note/1', station: 'tmg', at: '2026-06-01T08:00:00Z' };
const honest = { format: 'scelle.note/1', role: 'custody', signer: 'tmg', time: note.at };
const keys = [{ publicKey: fixedPublicKey }];
const signed = await notes.sign(note, fixedKey);

async function sign(statement: object, untrusted?: string): Promise<SignedDocument> {
  const signature = await signDocument(fixedKey, signed.document, { ...honest, ...statement });
  const text = textOf(signature);
  return {
    document: signed.document,
    signature: untrusted === undefined ? signature : bytesOf(text.replace(/(?<=untrusted comment: ).*/, untrusted)),
  };
}

describe('a kind of signed document', () => {
  it('is what it was, in canonical bytes that its own key signed', () => {
    expect(textOf(signed.document)).toBe(
      '{\n  "format": "scelle.note/1",\n  "station": "tmg",\n  "at": "2026-06-01T08:00:00Z"\n}\n',
    );
    const { untrustedComment, trustedComment } = parseSignatureFile(signed.signature);
    expect(untrustedComment).toBe('scelle.note/1');
    expect(trustedComment).toBe('scelle.note/1 role=custody signer=tmg time=2026-06-01T08:00:00Z');
    expect(notes.parse(notes.encode(note))).toEqual(note);
    expect(notes.verify(signed, keys)).toEqual({ outcome: 'signed', document: note, keys, role: 'custody' });
  });

  it('names a key that nobody knows', () => {
    const other = { publicKey: { ...fixedPublicKey, keyNumber: new Uint8Array(8) } };
    expect(notes.verify(signed, [other])).toEqual({ outcome: 'unknown-key', keyId: '0807060504030201' });
  });

  it('is not signed where the bytes, the key or the first line are others', async () => {
    const altered = { ...signed, document: bytesOf(textOf(signed.document).replace('tmg', 'tmh')) };
    const { publicKey: key } = generateSecretKey();
    expect(notes.verify(altered, keys)).toEqual({ outcome: 'wrong-signature' });
    expect(notes.verify(signed, [{ publicKey: { ...fixedPublicKey, key } }])).toEqual({ outcome: 'wrong-signature' });
    expect(notes.verify(await sign({}, 'scelle.batch/1'), keys)).toEqual({ outcome: 'wrong-signature' });
  });

  it.each([
    ['format', { format: 'scelle.batch/1' }, 'scelle.note/1'],
    ['role', { role: 'sender' }, 'custody'],
    ['signer', { signer: 'arcom' }, 'tmg'],
    ['time', { time: '2026-06-01T08:00:01Z' }, note.at],
    ['sample', { sample: null }, ''],
  ])('tells a right signature whose comment states another %s', async (field, statement, expected) => {
    const stated = await sign(statement, 'scelle.note/1');
    expect(notes.verify(stated, keys)).toEqual({ outcome: 'misstated', document: note });
    expect(notes.findMisstatement(parseSignatureFile(stated.signature), note)).toEqual({ field, expected });
  });

  it('takes the role of the key where it has none of its own', async () => {
    const cards = defineDocument<Note>('scelle.note/1', schema, options, ({ station, at }) => ({
      signer: station,
      time: at,
    }));
    const card = await cards.sign(note, fixedKey, 'auditor');
    expect(cards.verify(card, keys)).toMatchObject({ outcome: 'signed', role: 'auditor' });
    const file = parseSignatureFile(card.signature);
    expect(cards.findMisstatement(file, note, 'auditor')).toBeNull();
    expect(cards.findMisstatement(file, note, 'sender')).toEqual({ field: 'role', expected: 'sender' });
    await expect(cards.sign(note, fixedKey)).rejects.toThrow(
      expect.objectContaining({ code: 'trusted-comment-invalid' }),
    );
  });

  it('is parsed only once it is signed', async () => {
    const broken = { document: bytesOf('{}'), signature: signed.signature };
    expect(notes.verify(broken, keys)).toEqual({ outcome: 'wrong-signature' });
    const signature = await signDocument(fixedKey, broken.document, honest);
    expect(() => notes.verify({ ...broken, signature }, keys)).toThrow(
      expect.objectContaining({ code: 'document-invalid' }),
    );
  });
});
