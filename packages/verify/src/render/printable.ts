const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/**
 * A text as it may be shown: controls, invisible and bidirectional characters and lone surrogates become `\u{…}`, so
 * that nothing in it moves the cursor or reads otherwise than it is written. Unlike `quoteUntrusted` it leaves
 * quotation marks alone and cuts nothing, because it takes whole messages.
 */
export function toPrintable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}
