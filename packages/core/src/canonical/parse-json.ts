/**
 * The JSON value of a text, or undefined where there is none. The caller must encode the value again and compare: by
 * itself this accepts duplicate keys and odd numbers. The engine's own error is dropped, because it quotes the text.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
