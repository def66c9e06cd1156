import { MAX_JSON_DEPTH } from './parse-json.ts';

/**
 * Whether JSON can hold the value as it is: nothing that `JSON.stringify` would leave out, convert or ask for another
 * form of itself, such as undefined, a Date or an object with a prototype of its own. Deep nesting is not plain either.
 */
export function isPlainValue(value: unknown, depth = 0): boolean {
  if (typeof value === 'string' || value === null || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || depth > MAX_JSON_DEPTH) return false;
  if (Array.isArray(value)) {
    for (const element of value as unknown[]) if (!isPlainValue(element, depth + 1)) return false;
    return true;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  for (const key in value) {
    const member = (value as Record<string, unknown>)[key];
    // Most are strings, which need no call.
    if (typeof member !== 'string' && !isPlainValue(member, depth + 1)) return false;
  }
  return true;
}
