import type { Plugin } from 'rolldown';

const NOTHING = '\0nothing';

/**
 * Commander can run subcommands that are programs of their own. We have none, and Node takes longer to load
 * node:child_process than commander itself.
 */
export function withoutChildProcesses(): Plugin {
  return {
    name: 'without-child-processes',
    resolveId(source, importer) {
      return source === 'node:child_process' && importer?.includes('/node_modules/commander/') ? NOTHING : null;
    },
    load(id) {
      return id === NOTHING ? 'export default {}' : null;
    },
  };
}
