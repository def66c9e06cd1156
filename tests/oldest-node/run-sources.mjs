// So that tests can start sources as processes of their own under the oldest Node, which neither strips types nor knows
// `using`: given to it by `--import`.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'rolldown/utils';

registerHooks({
  // What is written in place of `using` imports this.
  resolve(specifier, context, next) {
    const isHelper = specifier.startsWith('@oxc-project/runtime/');
    return next(specifier, isHelper ? { ...context, parentURL: import.meta.url } : context);
  },
  load(url, context, next) {
    if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
    const path = fileURLToPath(url);
    const { code, errors } = transformSync(path, readFileSync(path, 'utf8'), { lang: 'ts', target: 'node22.15' });
    if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0].message}`);
    return { format: 'module', source: code, shortCircuit: true };
  },
});
