import { parseJson } from '@scelle/core/internal';

/** Keys and list indices that lead from the top to a value. It changes while keys are visited. */
type Path = readonly (string | number)[];

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Whether an object in the text has a key twice. The text is valid JSON. Which of two values is meant, nobody knows. */
export function hasRepeatedKey(text: string): boolean {
  let isRepeated = false;
  visitKeys(text, (_path, _at, isAgain) => {
    isRepeated ||= isAgain;
  });
  return isRepeated;
}

/**
 * Calls for every key of an object, and every element of a list, with the path and the place in the text, from 0, and
 * whether the key stood in the same object before. The text is valid JSON; every character is looked at once.
 */
export function visitKeys(text: string, visit: (path: Path, at: number, isAgain: boolean) => void): void {
  const path: (string | number)[] = [];
  /** The keys of each object that is open; null for a list. */
  const open: (Set<string> | null)[] = [];
  let isKeyNext = false;
  const beginElement = (at: number): void => {
    isKeyNext = open.at(-1) instanceof Set;
    if (open.length > 0 && !isKeyNext) visit(path, at, false);
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === OPEN_OBJECT || character === OPEN_LIST) {
      open.push(character === OPEN_OBJECT ? new Set() : null);
      path.push(0);
      beginElement(at + 1);
    } else if (character === CLOSE_OBJECT || character === CLOSE_LIST) {
      open.pop();
      path.pop();
      isKeyNext = false;
    } else if (character === COMMA) {
      if (open.at(-1) === null) path[path.length - 1] = (path.at(-1) as number) + 1;
      beginElement(at + 1);
    } else if (character === QUOTE) {
      const end = findClosingQuote(text, at);
      if (isKeyNext) {
        const key = String(parseJson(text.slice(at, end + 1)));
        const keys = open.at(-1)!;
        path[path.length - 1] = key;
        visit(path, at, keys.has(key));
        keys.add(key);
        isKeyNext = false;
      }
      at = end;
    }
  }
}

/** Position of the quote that ends the string. */
function findClosingQuote(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}
