import { z } from 'zod';
import { instant, name } from '../canonical/text.ts';
import { CoreError } from '../errors/core-error.ts';

/** What a signer states in the trusted comment of a Scellé signature. Source: docs/format.md § Signatures. */
export interface TrustedComment {
  /** The format word of the signed document, such as `scelle.batch/1`. */
  readonly format: string;
  readonly role: string;
  readonly signer: string;
  /** When the signer claims to have signed: an instant. */
  readonly time: string;
  /** For an agent: which random sample was looked at, 32 hex digits, or null where none was. */
  readonly sample?: string | null;
}

const schema = z.strictObject({
  format: z.string().regex(/^scelle\.[a-z]{1,32}\/[1-9][0-9]{0,3}$/),
  role: name(),
  signer: name(),
  time: instant(),
  sample: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .nullable()
    .optional(),
});

const PARTS = /^(?<format>\S+) role=(?<role>\S+) signer=(?<signer>\S+) time=(?<time>\S+)(?: sample=(?<sample>\S+))?$/;

/** The text of the comment. Throws `trusted-comment-invalid`, naming the field that breaks a rule. */
export function encodeTrustedComment(comment: TrustedComment): string {
  const { error } = schema.safeParse(comment);
  if (error) throw new CoreError('trusted-comment-invalid', { field: String(error.issues[0]!.path[0]) });
  const { format, role, signer, time, sample } = comment;
  const text = `${format} role=${role} signer=${signer} time=${time}`;
  return sample === undefined ? text : `${text} sample=${sample ?? 'none'}`;
}

/** Parses the text that `encodeTrustedComment` writes, and nothing else. Throws `trusted-comment-invalid`. */
export function parseTrustedComment(text: string): TrustedComment {
  const parts = PARTS.exec(text)?.groups;
  if (parts === undefined) throw new CoreError('trusted-comment-invalid');
  const comment = {
    format: parts['format']!,
    role: parts['role']!,
    signer: parts['signer']!,
    time: parts['time']!,
    ...(parts['sample'] !== undefined && { sample: parts['sample'] === 'none' ? null : parts['sample'] }),
  };
  if (encodeTrustedComment(comment) !== text) throw new CoreError('trusted-comment-invalid');
  return comment;
}
