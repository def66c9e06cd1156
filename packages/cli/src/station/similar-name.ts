/** Characters, and pairs of them, that look alike in the usual fonts, each under one of them. */
const lookalikes: readonly (readonly [RegExp, string])[] = [
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/[1i]/g, 'l'],
  [/0/g, 'o'],
  [/5/g, 's'],
  [/-/g, ''],
];

/** The one of the names that looks like this one and is another, or null. Threat: `arc0m` beside `arcom`. */
export function findSimilarName(name: string, names: readonly string[]): string | null {
  return names.find((other) => other !== name && toOutline(other) === toOutline(name)) ?? null;
}

function toOutline(name: string): string {
  return lookalikes.reduce((outline, [characters, one]) => outline.replace(characters, one), name);
}
