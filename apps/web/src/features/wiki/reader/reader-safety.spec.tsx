import type { DocumentNode } from '@parvis/shared/document';
import { describe, expect, it } from 'vitest';
import { read } from './reader.test-kit.tsx';

/** What people try, whatever the server already refused. */
const ADDRESSES = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'java\tscript:alert(1)',
  '\u0001javascript:alert(1)',
  'javascript&colon;alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'blob:https://example.org/x',
  '//evil.example',
  '/\\evil.example',
  'view-source:https://example.org',
  'intent://x#Intent;end',
];
const MARKUP = [
  '"><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '<svg/onload=alert(1)>',
  '{{constructor.constructor("alert(1)")()}}',
  '$t(nav.home)',
];

const text = (value: string, ...marks: object[]) => ({ type: 'text', text: value, marks });
const paragraph = (...content: object[]) => ({ type: 'paragraph', attrs: { id: 'p' }, content });

/** Every place of a document that takes a string. */
const everywhere = (value: string): DocumentNode[] =>
  [
    paragraph(
      text(value),
      text('lien', { type: 'link', attrs: { href: value } }),
      text('page', { type: 'pageLink', attrs: { pageId: value, anchor: value } }),
      text('fichier', { type: 'fileLink', attrs: { fileId: value } }),
    ),
    paragraph(
      { type: 'inlineImage', attrs: { fileId: value, src: null, alt: value, width: null, height: null } },
      { type: 'inlineImage', attrs: { fileId: null, src: value, alt: value, width: null, height: null } },
    ),
    { type: 'heading', attrs: { id: value, level: 2 }, content: [text(value)] },
    { type: 'codeBlock', attrs: { id: 'c', language: value, title: value }, content: [text(value)] },
    { type: 'callout', attrs: { id: 'k', kind: value }, content: [paragraph(text(value))] },
    { type: 'tabs', attrs: { id: 't' }, content: [{ type: 'tab', attrs: { title: value }, content: [paragraph(text(value))] }] },
    { type: 'steps', attrs: { id: 's' }, content: [{ type: 'step', attrs: { title: value }, content: [paragraph(text(value))] }] },
    {
      type: 'table',
      attrs: { id: 'a' },
      content: [
        {
          type: 'tableRow',
          content: [
            { type: 'tableHeader', attrs: { colspan: 1, rowspan: 1, colwidth: null, align: value }, content: [paragraph(text(value))] },
          ],
        },
      ],
    },
    { type: 'image', attrs: { id: 'i', fileId: value, src: null, alt: value, title: value, caption: value, width: null, height: null } },
    { type: 'image', attrs: { id: 'j', fileId: null, src: value, alt: value, title: value, caption: value, width: null, height: null } },
    { type: 'file', attrs: { id: 'f', fileId: value, name: value, size: 1, mediaType: value } },
    { type: 'embed', attrs: { id: 'e', url: value, title: value, description: value } },
    { type: 'embed', attrs: { id: 'e2', url: value, title: null, description: null } },
    { type: 'pageCard', attrs: { id: 'g', pageId: value, title: value } },
    { type: 'kept', attrs: { id: 'q', format: value, source: value, reason: value } },
    { type: value, attrs: { id: 'u', href: value, style: value }, content: [text(value)] },
  ] as unknown as DocumentNode[];

const SAFE = /^(https?:|mailto:|tel:|#|\/p\/|\/api\/files\/)/;

describe.each([...ADDRESSES, ...MARKUP])('%j, wherever a string may stand', (value) => {
  it('is only words', async () => {
    const root = await read(everywhere(value));
    expect(root.querySelectorAll('script, iframe, object, embed, style, link, meta, base, form')).toHaveLength(0);
    for (const element of root.querySelectorAll('*')) {
      for (const { name, value: attribute } of element.attributes) {
        expect(name, element.outerHTML).not.toMatch(/^on/);
        if (/^(href|src|action|formaction|xlink:href)$/.test(name)) expect(attribute, element.outerHTML).toMatch(SAFE);
        if (name === 'href' && attribute.startsWith('#')) expect(element.closest('h2')).toBeTruthy();
      }
    }
    expect(root.textContent).toContain(value.trim());
  });
});

it('lets good addresses through', async () => {
  for (const href of [
    'https://example.org/é?a=b#c',
    'http://example.org',
    'mailto:marion@loirac.example',
    'tel:+33240000000',
    '#avant-la-pose',
  ]) {
    const root = await read([paragraph(text('lien', { type: 'link', attrs: { href } }))] as unknown as DocumentNode[]);
    expect(root.querySelector('a')).toHaveAttribute('href', href);
  }
});
