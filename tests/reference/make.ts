/** Makes the reference of the packages in `reference/`. Fails where typedoc warns, or an entry point has no example. */
import { join } from 'node:path';
import { Application, type DeclarationReflection, ReflectionKind } from 'typedoc';

const app = await Application.bootstrapWithPlugins({ options: join(import.meta.dirname, 'typedoc.json') });
const project = await app.convert();
if (project === undefined) throw new Error('typedoc could not read the packages.');
app.validate(project);
for (const entry of listEntryPoints(project.children ?? [])) {
  if (!hasExample(entry)) app.logger.error(`${entry.getFullName()} has no example.`);
}
if (app.logger.hasErrors() || app.logger.hasWarnings()) process.exitCode = 1;
else await app.generateOutputs(project);

/** Packages with one entry point are modules themselves; others hold them. */
function listEntryPoints(modules: readonly DeclarationReflection[]): readonly DeclarationReflection[] {
  return modules.flatMap((module) => {
    const inner = module.children?.filter(({ kind }) => kind === ReflectionKind.Module) ?? [];
    return [module, ...inner.filter(({ name }) => name !== 'index')];
  });
}

function hasExample({ readme, comment }: DeclarationReflection): boolean {
  const inReadme = readme?.some(({ text }) => /^```(?:ts|sh)$/m.test(text)) ?? false;
  return inReadme || comment?.getTag('@example') !== undefined;
}
