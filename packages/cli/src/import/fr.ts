import type { en } from './en.ts';

const outcomes = {
  imported: 'intégré',
  known: 'avait déjà été intégré',
  undecided: 'indécis : les clés ou la politique ont changé depuis son arrivée',
  rejected: 'rejeté : il ne passe plus la vérification',
  unreadable: 'son fichier n’est pas tel qu’il devrait être',
} as const;

/** What the commands about imported evidence say, and their `--help`, in French. */
export const fr: typeof en = {
  help: {
    commands: {
      import: 'intégrer les lots vérifiés à la base, une seule fois, et émettre les accusés d’intégration',
      stats: 'montrer en chiffres ce qui a été intégré',
      retention: 'effacer ce qui a été intégré quand son délai est échu',
      'retention apply': 'effacer les enregistrements intégrés dont le délai est échu, avec un certificat',
      purge: 'retirer les lots envoyés que leur destinataire a intégrés, avec un certificat',
    },
    notes: {
      import: `
BATCH est un nom comme tmg.arcom.music.000042 ; --pending prend tout ce que « scelle process » a accepté, dans l’ordre
des flux. Chaque lot est vérifié une fois encore en entier pendant que ses enregistrements vont dans une seule
transaction de la base, qui se termine par son accusé d’intégration : une panne laisse tout ou rien, et une répétition
ne change rien. Les enregistrements contraires aux règles de [importing] dans scelle.toml sont refusés, et l’accusé les
énumère par leur indice ; il n’en est gardé que l’empreinte de la feuille. URL est sqlite:FICHIER ou
postgresql://UTILISATEUR@HÔTE/BASE, le mot de passe étant dans ~/.pgpass ou PGPASSWORD (par défaut : celle de
scelle.toml). docs/schema.md explique les tables. Le code de sortie est le pire de 4 (le fichier n’est pas tel
qu’il est arrivé), 1 (rejeté), 3 (indécis) et 0.

Exemples :
  scelle import --pending --station bureau
  scelle import tmg.arcom.music.000042 --into postgresql://arcom@db.example/evidence`,
      stats: `
Les enregistrements par jour, responsable, fournisseur, protocole et œuvre, et ce qui a été refusé, pour autant qu’ils
n’aient pas été supprimés. La page ne charge rien de nulle part.

Exemple :
  scelle stats --station bureau --report statistiques.html`,
      retention: '',
      'retention apply': `
Les enregistrements sont effacés imported-days jours après leur intégration (scelle.toml, [retention]) : supprimés, ou,
avec imported-action = "pseudonymise", privés de ce qui mène à une personne. Leurs sels et les lots scellés partent avec
eux ; les empreintes des feuilles et tous les accusés restent. Le certificat est signé avec la clé du journal et y est
conservé.

Exemple :
  scelle retention apply --station bureau --certificate efface-2026-11.json`,
      purge: `
Un lot est retiré de outbox/ sent-days jours après son accusé d’intégration (scelle.toml, [retention]), et jamais sans
lui. Le certificat est signé avec la clé du journal et y est conservé.

Exemple :
  scelle purge --station bureau --certificate purge-2026-11.json`,
    },
  },
  nothingToImport: 'Rien n’attend d’être intégré.',
  imported: ({ name, outcome, accepted, rejects, codes }) => {
    if (outcome !== 'imported' && outcome !== 'known') return `${name} : ${outcomes[outcome]} (${codes.join(', ')})`;
    const refused = rejects.map(({ code, records }) => ` ; ${records} refusés (${code})`).join('');
    return `${name} : ${outcomes[outcome]} ; ${accepted} enregistrements${refused}`;
  },
  statisticsPage: {
    title: 'Preuves intégrées',
    labels: {
      target: 'Base',
      batches: 'Lots',
      announced: 'Enregistrements annoncés',
      accepted: 'Enregistrements intégrés',
      rejected: 'Enregistrements refusés',
      kept: 'Enregistrements conservés à ce jour',
    },
    charts: {
      days: 'Jours des faits',
      controllers: 'Responsables de traitement',
      providers: 'Fournisseurs',
      protocols: 'Protocoles',
      works: 'Œuvres',
      rejects: 'Enregistrements refusés',
    },
    empty: 'Aucun.',
    noProvider: 'sans fournisseur',
  },
  nothingToErase: 'Aucun délai n’est échu.',
  erased: ({ kind, action, batches, records, certificate }) => [
    {
      text:
        kind === 'purge'
          ? `${batches.length} lots retirés de la boîte d’envoi.`
          : `${records} enregistrements de ${batches.length} lots ${action === 'deleted' ? 'supprimés' : 'pseudonymisés'}.`,
      tone: 'good',
    },
    ...batches,
    certificate === null ? 'Le certificat est dans le journal.' : `Certificat : ${certificate}`,
  ],
};
