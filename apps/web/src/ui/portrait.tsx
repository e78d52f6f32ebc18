import { type PersonChip, api } from '@parvis/shared';
import { addressIn } from '../lib/api.ts';
import classes from './portrait.module.css';

const TINTS = 6;

/** The first letters of the first two words: « Tugdual Le Goff » is TL. */
const initials = (name: string): string => {
  const words = name.split(/[\s-]+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => String.fromCodePoint(word.codePointAt(0) ?? 0))
    .join('')
    .toUpperCase();
};
/** Always the same tint for one person. */
const tintOf = (id: string): number => (Number.parseInt(id.slice(-3), 16) % TINTS) + 1;

/** A person under her arch: her photo, or her initials. The name stands beside it, so it says nothing to screen readers. */
export function Portrait({ person, size = 'm' }: { person: Pick<PersonChip, 'id' | 'name' | 'photoId'>; size?: 's' | 'm' | 'l' | 'xl' }) {
  const className = `${classes['portrait']} ${classes[size]} ${classes[`tint${tintOf(person.id)}`]}`;
  if (person.photoId)
    return (
      <img
        className={className}
        src={addressIn(api.readPhoto, { params: { id: person.id }, query: { v: person.photoId } })}
        alt=""
        loading="lazy"
      />
    );
  return (
    <span className={className} aria-hidden="true">
      {initials(person.name)}
    </span>
  );
}
