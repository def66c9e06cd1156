import type { z } from 'zod';
import { LineScanner } from '../../src/recogniser/line-scanner.ts';

const scanners = new WeakMap<z.ZodType, LineScanner>();

/** Whether a scanner made from the schema recognises the text. */
export function recognises(schema: z.ZodType, json: string): boolean {
  const scanner = scanners.get(schema) ?? LineScanner.create(schema, [])!;
  scanners.set(schema, scanner);
  return scanner.recognises(Buffer.from(json));
}
