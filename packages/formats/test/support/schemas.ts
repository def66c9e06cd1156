import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Public schemas, which are not part of this repository: they may lie beside it. */
const folder = resolve(fileURLToPath(new URL('../../../../..', import.meta.url)), 'shared/data');

/** Whether the schemas are there; what needs them is skipped otherwise. */
export const hasSchemas: boolean = existsSync(folder);

/** What a title says where tests are skipped. */
export const schemasTitle: string = hasSchemas ? '' : ' (skipped: the public schemas are not beside the repository)';

export function readSchema(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

/** The paths of all JSON schemas below a folder. */
export function schemaPaths(path: string): readonly string[] {
  const names = readdirSync(join(folder, path), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.json')).map((name) => join(path, name));
}
