import { createProcessMark } from './process-mark.ts';

/**
 * `<path>.<mark of this process>.partial`: the name under which a file or folder is written until it is whole, and by
 * which `findStalePartials` knows whose leftover it is.
 */
export function createPartialPath(path: string): string {
  return `${path}.${createProcessMark()}.partial`;
}
