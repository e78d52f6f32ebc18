import type { NodeOf } from '@parvis/shared/document';
import {
  IconDownload,
  IconFile,
  IconFileSpreadsheet,
  IconFileText,
  IconFileTypePdf,
  IconFileZip,
  IconMusic,
  IconPhoto,
  IconPresentation,
  IconVideo,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { fileSize } from '../../../lib/file-size.ts';
import { downloadAddress } from './files.ts';
import { atom, block, run } from './places.ts';
import { useReading } from './reading.ts';
import classes from './cards.module.css';

/** Icons by media type, the first that matches. */
const ICONS: readonly [RegExp, typeof IconFile][] = [
  [/^image\//, IconPhoto],
  [/^video\//, IconVideo],
  [/^audio\//, IconMusic],
  [/pdf$/, IconFileTypePdf],
  [/csv|excel|spreadsheet/, IconFileSpreadsheet],
  [/powerpoint|presentation/, IconPresentation],
  [/zip|compressed|x-tar|gzip|7z|rar/, IconFileZip],
  [/^text\/|word|opendocument\.text|rtf/, IconFileText],
];

/** A file to take away: what it is, how large it is. */
export function FileRow({ node }: { node: NodeOf<'file'> }) {
  const { t, i18n } = useTranslation();
  const { fileId } = node.attrs;
  const { name, size, mediaType } = useReading().files.get(fileId) ?? node.attrs;
  const Icon = ICONS.find(([kind]) => kind.test(mediaType))?.[1] ?? IconFile;
  return (
    <a {...block(node)} {...run} {...atom} className={classes['card']} href={downloadAddress(fileId)} download={name}>
      <Icon size={18} stroke={1.6} aria-hidden="true" />
      <span className={classes['words']}>
        <b>{name}</b>{' '}
        <small>
          <span className="visually-hidden">{t('reader.download')}</span> {fileSize(size, i18n.language)}
        </small>
      </span>
      <IconDownload size={18} stroke={1.6} aria-hidden="true" className={classes['end']} />
    </a>
  );
}
