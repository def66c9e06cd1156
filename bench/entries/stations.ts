import type { Job } from '../measure/job.ts';

const SCELLE = '"$NODE" "$SCELLE"';

/** What training data and many records on one day need. */
const settings = [
  ...['s/test-profiles = false/test-profiles = true/', 's/test-records = false/test-records = true/'],
  ...['s/^max-daily-records.*//', 's/^max-fact-age-days.*//'],
];

/** Makes the stations `tmg` and `arcom` in a folder; the two know one another, and take any number of invented records. */
export function makeStations(folder: string): Job['steps'] {
  const parties = [
    ['tmg', 'collector'],
    ['arcom', 'authority'],
  ] as const;
  const make = parties.flatMap(([name, role]) => [
    [`${SCELLE} init ${folder}/${name} --name ${name} --role ${role} --no-passphrase > /dev/null`],
    [`sed -i '${settings.join(';')}' ${folder}/${name}/scelle.toml`],
    [`${SCELLE} card --station ${folder}/${name} > ${folder}/${name}.card`],
  ]);
  return [
    ...make,
    [`${SCELLE} peer add ${folder}/arcom.card --yes --station ${folder}/tmg`],
    [`${SCELLE} peer add ${folder}/tmg.card --yes --station ${folder}/arcom`],
  ];
}
