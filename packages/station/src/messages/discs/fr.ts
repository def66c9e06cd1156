import type { Message } from '@scelle/core';
import type { DiscCode } from '../../discs/codes.ts';

/** French messages about discs: what was found, and what to do next. */
export const fr: Readonly<Record<DiscCode, Message>> = {
  'hand-over-invalid': (d) =>
    `Ce qui est dit du colis (${d.field}) ne peut entrer dans le journal de garde. Donnez des textes de 1 à ${d.limit} caractères simples chacun, 1024 ensemble.`,
  'media-not-allowed': (d) =>
    `La politique ne laisse partir aucun lot pour ${d.name} sur des disques. S’il le faut, ajoutez « media » aux canaux d’envoi dans scelle.toml.`,
};
