import type { DocumentNode } from '@parvis/shared/document';
import { parseDocument } from '@parvis/shared/document-schema';
import { describe, expect, it } from 'vitest';
import { editorWith, paste } from '../editor.test-kit.ts';
import { pasteMarkdown } from '../paste/paste.ts';

const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)><a href="javascript:alert(1)">x</a></svg>',
  '<svg><script>alert(1)</script></svg>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" java\nscript:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="vbscript:x" data-page-id="javascript:alert(1)">x</a>',
  '<a data-page-id="0199f0aa-0000-7000-8000-000000000001" data-anchor="&quot; onclick=&quot;alert(1)" href="javascript:alert(1)">x</a>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<iframe src="https://evil.example/x"></iframe>',
  '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
  '<img src="https://evil.example/pixel.png" onload="alert(1)">',
  '<div data-embed data-url="javascript:alert(1)">x</div>',
  '<div data-image data-src="javascript:alert(1)" data-file-id="x">x</div>',
  '<div data-kept data-format="html" data-reason="x" data-source="<script>alert(1)</script>"></div>',
  '<div data-formula data-latex="\\href{javascript:alert(1)}{x}"></div>',
  '<p style="background:url(https://evil.example)" onclick="alert(1)">x</p>',
  '<form action="https://evil.example"><input name=password><button>ok</button></form>',
  '<object data="https://evil.example"></object><embed src="https://evil.example">',
  '<math><mtext><img src=x onerror=alert(1)></mtext></math>',
  '<style>*{background:url(https://evil.example)}</style><p>x</p>',
  '<table><tr><td colspan="99999999" rowspan="-1" colwidth="NaN,9e99">x</td></tr></table>',
  '<ol start="99999999999"><li>x</li></ol>',
  '<p data-block-id="&quot;><script>alert(1)</script>">x</p>',
];

const ACTIVE =
  'script, svg, iframe, object, embed, form, [onerror], [onload], [onclick], [src^="data:"], [src*="evil"], [href^="javascript" i], [href^="data:"], [href^="vbscript"]';

describe('what is pasted', () => {
  it.each(HOSTILE)('never acts, and can be stored: %s', (html) => {
    const editor = editorWith();
    paste(editor, { 'text/html': `<p>Avant</p>${html}<p>Après</p>` });
    expect(editor.view.dom.querySelector(ACTIVE)).toBeNull();
    expect(editor.view.dom.innerHTML).not.toMatch(/javascript:alert\(1\)">|style="[^"]*evil/);
    const parsed = parseDocument(editor.getJSON());
    expect(parsed.ok ? null : parsed.problems).toBeNull();
    editor.destroy();
  });

  it.each([
    '[x](javascript:alert(1))',
    '![x](data:text/html,x)',
    '<img src=x onerror=alert(1)>',
    '<script>alert(1)</script>',
    '# a\n\n<iframe src="javascript:alert(1)"></iframe>',
  ])('never acts as Markdown: %s', async (markdown) => {
    const editor = editorWith();
    await pasteMarkdown(editor, markdown);
    expect(editor.view.dom.querySelector(ACTIVE)).toBeNull();
    const parsed = parseDocument(editor.getJSON());
    expect(parsed.ok ? null : parsed.problems).toBeNull();
    editor.destroy();
  });
});

describe('what another screen wrote into the shared document', () => {
  it.each([
    { type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }] }] },
    {
      type: 'paragraph',
      content: [{ type: 'text', text: 'x', marks: [{ type: 'pageLink', attrs: { pageId: 'x" onclick="alert(1)', anchor: null } }] }],
    },
    { type: 'embed', attrs: { url: 'javascript:alert(1)' } },
    { type: 'image', attrs: { src: 'javascript:alert(1)', alt: '"><img src=x onerror=alert(1)>' } },
    { type: 'heading', attrs: { level: '1><script>alert(1)</script>' }, content: [{ type: 'text', text: 'x' }] },
  ])('never acts: %j', (block) => {
    const editor = editorWith(block as unknown as DocumentNode);
    expect(editor.view.dom.querySelector(ACTIVE)).toBeNull();
    editor.destroy();
  });
});
