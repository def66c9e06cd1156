import type { Job } from '../measure/job.ts';
import type { DataSet } from '../setting/data-sets.ts';

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

/** Packs a data set at the station `tmg` in a folder, as the first batch of the stream `music`. */
export function packAtStation({ name, segments }: DataSet, folder: string): Job['steps'] {
  const command = [
    `${SCELLE} pack ${name}/records.jsonl --content ${name}/content.json`,
    ...(segments === 'all' ? [`--segments ${name}/segments`] : []),
    `--profile ip-evidence-test/1 --to arcom --stream music --station ${folder}/tmg`,
  ];
  return [[command.join(' ')]];
}

/** The name under which that batch is in the outbox. */
export const packedBatch = 'tmg.arcom.music.000001';
