import { type ErrorCatalogue, type ErrorDetails, ScelleError } from '@scelle/core';
import type { SignedDocument } from '../ports/documents.ts';
import { answersErrors } from './answers.ts';
import { sendingErrors } from './sending.ts';

const catalogue = { ...answersErrors, ...sendingErrors };

/**
 * Every code of `@scelle/interconnect`, beside those of `@scelle/core` and `@scelle/verify`; docs/errors.md explains them.
 * @useDeclaredType
 */
export type InterconnectCode = keyof typeof catalogue;

/** Every error of `@scelle/interconnect`. */
export const interconnectErrors: ErrorCatalogue<InterconnectCode> = catalogue;

/** Details of an error of the interconnection. */
export interface InterconnectErrorOptions extends ErrorOptions {
  /** The notice by which a channel is suspended. It is not verified here. */
  readonly notice?: SignedDocument;
  /** What the receiver says is wrong with a batch that it refuses: codes of the verification. */
  readonly codes?: readonly string[];
}

/** What `@scelle/interconnect` throws and what a receiver answers: everything that keeps a batch from being handed over. */
export class InterconnectError extends ScelleError<InterconnectCode> {
  override readonly name = 'InterconnectError';
  readonly notice: SignedDocument | null;
  readonly codes: readonly string[];

  constructor(code: InterconnectCode, details: ErrorDetails = {}, options: InterconnectErrorOptions = {}) {
    super(catalogue, code, details, options);
    this.notice = options.notice ?? null;
    this.codes = options.codes ?? [];
  }
}
