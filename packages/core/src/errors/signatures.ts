import { defineErrors } from './define-errors.ts';
import { placeEn, placeFr } from './expectations.ts';

/** Signatures and signing keys. */
export const signaturesErrors = defineErrors({
  'signature-malformed': {
    status: 'rejected',
    meaning: 'This is not a signature file as minisign writes it.',
    advice: 'Ask the signer for the original file.',
    en: (d) =>
      `${placeEn(d)}this is not a signature file as minisign writes it: four lines, and nothing after them. Ask the signer for the original file.`,
    fr: (d) =>
      `${placeFr(d)}ce n’est pas un fichier de signature tel que minisign l’écrit : quatre lignes, et rien après. Demandez le fichier original au signataire.`,
  },
  'signature-legacy': {
    status: 'rejected',
    meaning: "The signature is of minisign's legacy kind `Ed`, which is refused.",
    advice: 'Have it signed again with `minisign -S -H`.',
    en: (d) =>
      `${placeEn(d)}the signature is of minisign’s legacy kind (Ed), which is refused. Have it signed again with minisign -S -H, without -l.`,
    fr: (d) =>
      `${placeFr(d)}la signature est de l’ancienne forme de minisign (Ed), qui est refusée. Faites signer de nouveau avec minisign -S -H, sans -l.`,
  },
  'signature-too-large': {
    status: 'rejected',
    meaning: 'The signature file has more than 4 KiB.',
    advice: 'Shorten its comments.',
    en: (d) =>
      `${placeEn(d)}the signature file would have ${d.found} bytes, and the limit is ${d.limit}. Shorten its comments.`,
    fr: (d) =>
      `${placeFr(d)}le fichier de signature aurait ${d.found} octets, et la limite est de ${d.limit}. Raccourcissez ses commentaires.`,
  },
  'signature-comment-invalid': {
    status: 'rejected',
    meaning: 'A comment holds a control character or is too long.',
    advice: 'Write it as one short line.',
    en: (d) =>
      `${placeEn(d)}a comment of a signature holds a control character or is longer than ${d.limit} bytes. Write it as one short line of text.`,
    fr: (d) =>
      `${placeFr(d)}un commentaire de signature contient un caractère de contrôle ou dépasse ${d.limit} octets. Écrivez-le en une courte ligne de texte.`,
  },
  'trusted-comment-invalid': {
    status: 'rejected',
    meaning: 'The trusted comment is not of the form that a batch demands.',
    advice: 'Sign with `scelle cosign`, or give minisign exactly that comment.',
    en: (d) =>
      `${placeEn(d)}the trusted comment is not “<format> role=<role> signer=<name> time=<instant>”, with “ sample=<32 hex digits>” or “ sample=none” after it for an agent. Sign with scelle, or give exactly this comment to minisign -t.`,
    fr: (d) =>
      `${placeFr(d)}le commentaire signé n’est pas « <format> role=<rôle> signer=<nom> time=<instant> », suivi pour un agent de « sample=<32 chiffres hexadécimaux> » ou « sample=none ». Signez avec scelle, ou donnez exactement ce commentaire à minisign -t.`,
  },
  'signer-mismatch': {
    status: 'rejected',
    meaning: 'What a signer returned does not verify with its own public key; nothing was written.',
    advice: 'Check which key the device or service holds.',
    en: (d) =>
      `${placeEn(d)}what the signer with the key id ${d.name} returned does not verify with its public key, and nothing was written. Check which key the device or service holds.`,
    fr: (d) =>
      `${placeFr(d)}ce que le signataire de la clé ${d.name} a renvoyé ne se vérifie pas avec sa clé publique ; rien n’a été écrit. Vérifiez quelle clé se trouve dans l’appareil ou le service.`,
  },
  'public-key-invalid': {
    status: 'usage',
    meaning: 'This is not a minisign public key.',
    advice: 'Give the `.pub` file, or its line of 56 characters.',
    en: (d) =>
      `${placeEn(d)}this is not a minisign public key. Give the .pub file, or the line of 56 characters in it.`,
    fr: (d) =>
      `${placeFr(d)}ce n’est pas une clé publique minisign. Donnez le fichier .pub, ou la ligne de 56 caractères qu’il contient.`,
  },
  'public-key-weak': {
    status: 'usage',
    meaning: 'No secret key can belong to this public key; anybody could sign for it.',
    advice: 'Do not trust it; ask its owner.',
    en: (d) =>
      `${placeEn(d)}the public key ${d.name} is not one that a secret key can have: anybody could sign for it. Do not trust it, and ask its owner for the true one.`,
    fr: (d) =>
      `${placeFr(d)}la clé publique ${d.name} ne peut appartenir à aucune clé secrète : n’importe qui pourrait signer pour elle. Ne lui faites pas confiance, et demandez la vraie à son propriétaire.`,
  },
  'secret-key-invalid': {
    status: 'usage',
    meaning: 'This is not a minisign secret key, or it is damaged.',
    advice: 'Restore it from its backup.',
    en: (d) =>
      `${placeEn(d)}this is not a minisign secret key, or it is damaged. Restore the key file from its backup.`,
    fr: (d) =>
      `${placeFr(d)}ce n’est pas une clé secrète minisign, ou elle est endommagée. Restaurez le fichier depuis sa sauvegarde.`,
  },
  'passphrase-required': {
    status: 'usage',
    meaning: 'The key is encrypted and no passphrase was given.',
    advice: 'Give it.',
    en: (d) => `${placeEn(d)}the key is encrypted, and no passphrase was given. Give its passphrase.`,
    fr: (d) => `${placeFr(d)}la clé est chiffrée et aucune phrase secrète n’a été donnée. Donnez sa phrase secrète.`,
  },
  'passphrase-wrong': {
    status: 'usage',
    meaning: 'The passphrase is wrong, or the key file is damaged.',
    advice: 'Type it again; restore the file from its backup.',
    en: (d) =>
      `${placeEn(d)}the passphrase is wrong, or the key file is damaged. Type it again; if that fails, restore the file from its backup.`,
    fr: (d) =>
      `${placeFr(d)}la phrase secrète est fausse, ou le fichier de clé est endommagé. Saisissez-la de nouveau ; si cela échoue, restaurez le fichier depuis sa sauvegarde.`,
  },
  'key-cost-too-high': {
    status: 'usage',
    meaning: 'The key file asks for a higher scrypt cost than minisign uses.',
    advice: 'Check where it comes from.',
    en: (d) =>
      `${placeEn(d)}the key file asks for a scrypt cost beyond ${d.limit} (N × p), more than minisign itself uses, and was not opened. Check where the file comes from.`,
    fr: (d) =>
      `${placeFr(d)}le fichier de clé demande un coût scrypt supérieur à ${d.limit} (N × p), plus que minisign lui-même, et n’a pas été ouvert. Vérifiez d’où vient ce fichier.`,
  },
});
